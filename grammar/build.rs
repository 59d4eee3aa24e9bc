//! Turns `grammar/python.lalrpop` into the tables of `src/syntax`.

fn main() {
    println!("cargo::rerun-if-changed=grammar");
    let generated = lalrpop::Configuration::new()
        .set_in_dir("grammar")
        .set_out_dir(std::env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"))
        .process();
    if let Err(error) = generated {
        eprintln!("the grammar could not be turned into a parser: {error}");
        std::process::exit(1);
    }
}
