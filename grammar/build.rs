//! Turns `grammar/python.lalrpop` into the tables of `src/syntax`, and says how to link.

fn main() {
    println!("cargo::rerun-if-changed=grammar");
    link_tightly();
    let generated = lalrpop::Configuration::new()
        .set_in_dir("grammar")
        .set_out_dir(std::env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"))
        .process();
    if let Err(error) = generated {
        eprintln!("the grammar could not be turned into a parser: {error}");
        std::process::exit(1);
    }
}

/// Start-up and small programs are to touch little memory, of which pages of code are most:
///
/// - The commands lie at fixed addresses. Else half a megabyte of tables of addresses would
///   be written to by each process as it starts.
/// - Functions that many programs run lie side by side (see `benches/order.py`).
fn link_tightly() {
    println!("cargo::rerun-if-changed=link/order.ld");
    let linux = std::env::var("CARGO_CFG_TARGET_OS").is_ok_and(|os| os == "linux");
    let gnu = std::env::var("CARGO_CFG_TARGET_ENV").is_ok_and(|env| env == "gnu");
    let root = std::env::var("CARGO_MANIFEST_DIR").expect("cargo sets CARGO_MANIFEST_DIR");
    if linux && gnu {
        println!("cargo::rustc-link-arg-bins=-no-pie");
        println!("cargo::rustc-link-arg-bins=-Wl,-T,{root}/link/order.ld");
    }
}
