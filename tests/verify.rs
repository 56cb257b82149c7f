//! The verifier refuses what the loop could not run safely.

use hognose::code::opcodes::*;
use hognose::code::verify::{verify, verify_flow};
use hognose::code::{Code, Handler, Op};
use hognose::compile::{Options, compile};
use hognose_grammar::source::Source;

/// The code of the first function of a module.
fn function(text: &str) -> Code {
    let source = Source::from_text(text).unwrap();
    let arena = bumpalo::Bump::new();
    let parsed = hognose_grammar::parse(&source, &arena, hognose_grammar::Mode::Module).unwrap();
    let module = compile(parsed.module, &source, "test", &Options::default()).unwrap();
    let code = module.consts.iter().find_map(|c| match c {
        hognose::code::Const::Code(code) => Some(code.clone()),
        _ => None,
    });
    drop(module);
    std::sync::Arc::into_inner(code.unwrap()).unwrap()
}

fn sum() -> Code {
    let code = function("def f(a, b):\n return len(a + b) + b\n");
    verify(&code).unwrap();
    verify_flow(&code).unwrap();
    code
}

/// Compiles `f`, applies `change`, and returns why the result is refused.
fn refused(change: impl FnOnce(&mut Code)) -> String {
    let mut code = sum();
    change(&mut code);
    verify(&code)
        .and_then(|()| verify_flow(&code))
        .expect_err("the verifier must refuse this")
}

#[test]
fn registers_and_indexes_are_in_range() {
    let far = Op::Return { s: Src(99) };
    assert!(refused(|c| *c.ops.last_mut().unwrap() = far).contains("out of range"));
    let constant = Op::LoadConst {
        d: Dst(2),
        k: K32(7),
    };
    assert!(refused(|c| c.ops[0] = constant).contains("out of range"));
    let site = Op::LoadGlobal {
        d: Dst(2),
        site: SiteIx(9),
    };
    assert!(refused(|c| c.ops[0] = site).contains("out of range"));
    assert!(refused(|c| c.sites[0].name = 5).contains("name of a site"));
    assert!(refused(|c| c.sites[0].argc = 500).contains("out of range"));
}

#[test]
fn execution_stays_inside() {
    assert!(refused(|c| *c.ops.last_mut().unwrap() = Op::Nop {}).contains("off the end"));
    let jump = Op::Jump { off: Off32(40) };
    assert!(refused(|c| *c.ops.last_mut().unwrap() = jump).contains("out of range"));
    let back = Op::Jump { off: Off32(-40) };
    assert!(refused(|c| *c.ops.last_mut().unwrap() = back).contains("out of range"));
    let handler = Handler {
        start: 0,
        end: 1,
        target: 77,
        depth: 2,
        reg: 2,
    };
    assert!(refused(|c| c.handlers = [handler].into()).contains("handler"));
}

#[test]
fn dead_registers_are_not_read_and_live_ones_not_lost() {
    // A temporary that nothing wrote.
    let unwritten = Op::Return { s: Src(3) };
    assert!(refused(|c| *c.ops.last_mut().unwrap() = unwritten).contains("temporary 3 is Dead"));
    // The result stays behind.
    let forgets = Op::ReturnNone {};
    assert!(refused(|c| *c.ops.last_mut().unwrap() = forgets).contains("alive at the end"));
    // An unbound local.
    let mut code = function("def f():\n x = 1\n return x\n");
    code.ops[0] = Op::Nop {};
    assert!(verify_flow(&code).unwrap_err().contains("local 0 is Dead"));
    // A temporary written twice.
    let mut code = function("def f(a):\n return a.b, a.c\n");
    if let Op::LoadAttr { d, .. } = &mut code.ops[1] {
        *d = Dst(1);
    }
    assert!(
        verify_flow(&code)
            .unwrap_err()
            .contains("temporary 1 is Alive")
    );
}

#[test]
fn operands_have_values_that_exist() {
    let flags = Op::LoadBool {
        flags: Flags(2),
        d: Dst(2),
    };
    assert!(refused(|c| c.ops[0] = flags).contains("cannot have"));
    let by_zero = Op::ModI {
        d: Dst(3),
        a: Src(0),
        imm: Imm(0),
    };
    assert!(refused(|c| c.ops[0] = by_zero).contains("cannot have"));
    assert!(refused(|c| c.ops[0] = Op::MakeGenerator {}).contains("MakeGenerator"));
    let not_a_cell = Op::LoadCell {
        d: Dst(3),
        r: Keep(0),
    };
    assert!(refused(|c| c.ops[0] = not_a_cell).contains("cannot have"));
}
