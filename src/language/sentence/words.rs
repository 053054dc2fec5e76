//! The words that the sentence rules know: English, as tables.
//!
//! Drawn up for this program from the style of English-language news; a word stands in the first
//! table that fits it.

/// Tells whether `word`, in small letters, is in the table `list`.
pub(super) fn among(list: &str, word: &str) -> bool {
    list.split_ascii_whitespace().any(|entry| entry == word)
}

/// Titles and first halves of names: no sentence ends after them.
pub(super) const TITLES: &str = "\
    adm amb atty brig bros capt cdr cmdr cmdt col cpl cpt det dr fr ft gen gov hon insp lt maj \
    messrs mme mlle mr mrs ms mt mx pres prof pte pvt rep reps rev sen sens sgt supt treas";

/// Words in the middle of things, with a stop in small letters.
pub(super) const MIDDLE: &str = "\
    al approx ca cf e.g eg i.e ie incl ph resp v viz vs";

/// Words whose stop belongs to them before a number only.
pub(super) const BEFORE_NUMBER: &str = "\
    art arts c ch eq fig figs mon no nos p para pp sat sec sun tel vol";

/// Words after which a sentence may end, and does when the next word looks like a beginning.
pub(super) const MAY_END: &str = "\
    apr assn aug ave blvd co corp dec dept dist esq feb fri gmbh inc jan jr jul jun ltd mar mfg \
    nov oct plc rd sep sept sr st ste thu thurs tue tues univ wed";

/// Words that follow the hour in the same sentence: days, months, zones.
pub(super) const AFTER_HOUR: &str = "\
    monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thurs fri sat \
    sun january february march april may june july august september october november december \
    jan feb mar apr jun jul aug sep sept oct nov dec gmt utc est edt et cst cdt ct mst mdt mt \
    pst pdt pt bst cet cest eet msk ist kst jst aest aedt eastern central pacific local beijing \
    moscow";

/// Words that a sentence begins with and a name does not.
pub(super) const STARTERS: &str = "\
    a about according after again all also although among an and another any as at because \
    before both but by despite during each earlier even every few for from had has have he her \
    here his how however i if in instead is it its just last later many meanwhile more moreover \
    most much my neither nevertheless next no nobody none nor not nothing now of on once one \
    only or other others our over perhaps several she since so some still such that the their \
    then there these they this those though three through thus to today two under unless unlike \
    until was we were what when where whether which while who why will with within without yet \
    you your";

/// Verbs that tell who spoke.
pub(super) const SPEECH: &str = "\
    added answered asked asks called cried exclaimed replied said says shouted told wondered \
    wrote yelled";

/// Names that end in a mark of their own.
pub(super) const NAMES_WITH_STOP: &str = "\
    Jeopardy Yahoo";
