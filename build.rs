//! Links the program for Linux at a fixed address, and with the unwinder in it.
//!
//! A position-independent program has its forty thousand pointers written anew at every start: vtables,
//! tables of words, places of panics. That was a fifth of the time to the first screen. What is given up
//! is that the program itself lies at another address each time; stack, heap and libraries still do, and
//! there is no `unsafe` in this crate. Whoever packages it for a house that asks for it sets `RASHOMON_PIE=1`.
//!
//! The unwinder as a library of its own (`libgcc_s`) takes a tenth of a millisecond to be found, mapped and
//! set up. A compiler that has the library has it as an archive, too; a linker that looks into an archive
//! only when it comes by takes the library as before.

use std::env::{var, var_os};

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-env-changed=RASHOMON_PIE");
    let is = |name: &str, value: &str| var(name).is_ok_and(|v| v == value);
    let libraries_are_shared = !var("CARGO_CFG_TARGET_FEATURE")
        .is_ok_and(|features| features.split(',').any(|f| f == "crt-static"));
    if is("CARGO_CFG_TARGET_OS", "linux")
        && is("CARGO_CFG_TARGET_ENV", "gnu")
        && is("PROFILE", "release")
        && libraries_are_shared
    {
        println!("cargo:rustc-link-lib=static:-bundle=gcc_eh");
        if var_os("RASHOMON_PIE").is_none() {
            println!("cargo:rustc-link-arg-bins=-no-pie");
        }
    }
}
