//! Generates the parser from `src/python.lalrpop`.

fn main() {
    println!("cargo:rerun-if-changed=src/python.lalrpop");
    lalrpop::Configuration::new()
        .use_cargo_dir_conventions()
        .process_file("src/python.lalrpop")
        .unwrap_or_else(|e| panic!("python.lalrpop: {e}"));
}
