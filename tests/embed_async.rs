//! Coroutines in an embedded VM: what works without a clock, time that the host makes up, limits.

use hognose::host::Clock;
use hognose::{Error, ErrorKind, Stream, Vm};

/// A clock that only goes on when somebody waits.
struct Virtual(u64);

impl Clock for Virtual {
    fn now(&mut self) -> i128 {
        i128::from(self.0)
    }
    fn monotonic(&mut self) -> u64 {
        self.0
    }
    fn process(&mut self) -> u64 {
        0
    }
    fn sleep(&mut self, nanoseconds: u64) {
        self.0 += nanoseconds;
    }
}

const TURNS: &str = "
import asyncio
log = []
async def work(name, n):
    for i in range(n):
        log.append(name + str(i))
        await asyncio.sleep(0)
    return name
async def main():
    q = asyncio.Queue(1)
    async def produce():
        for i in range(3):
            await q.put(i)
    results = await asyncio.gather(work('a', 2), work('b', 2), produce(), q.get(), q.get())
    return results, log
result = repr(asyncio.run(main()))
";

#[test]
fn tasks_take_turns_without_a_clock() -> Result<(), Error> {
    let mut vm = Vm::new()?;
    vm.run(TURNS)?;
    assert_eq!(
        vm.eval::<String>("result")?,
        "(['a', 'b', None, 0, 1], ['a0', 'b0', 'a1', 'b1'])"
    );
    vm.verify().unwrap();
    Ok(())
}

#[test]
fn waiting_without_a_clock_is_refused() {
    let mut vm = Vm::new().unwrap();
    let source = "import asyncio\nasyncio.run(asyncio.sleep(1))";
    let e = vm.run(source).unwrap_err();
    assert_eq!(e.class(), "PermissionError");
    assert!(e.to_string().contains("the host grants no clock"), "{e}");
    vm.run(TURNS).unwrap();
}

#[test]
fn a_host_may_make_up_time() -> Result<(), Error> {
    let mut vm = Vm::builder().clock(Virtual(0)).build()?;
    vm.run(
        "
import asyncio
log = []
async def late(t):
    await asyncio.sleep(t)
    log.append(t)
async def main():
    loop = asyncio.get_running_loop()
    start = loop.time()
    await asyncio.gather(late(7200), late(3600), late(86400))
    try:
        async with asyncio.timeout(60):
            await asyncio.sleep(3600)
    except TimeoutError:
        log.append('timeout')
    return round(loop.time() - start)
elapsed = asyncio.run(main())
",
    )?;
    assert_eq!(vm.eval::<i64>("elapsed")?, 86_460);
    assert_eq!(
        vm.eval::<String>("repr(log)")?,
        "[3600, 7200, 86400, 'timeout']"
    );
    Ok(())
}

#[test]
fn a_loop_without_work_says_so() {
    let mut vm = Vm::new().unwrap();
    let e = vm
        .run("import asyncio\nasync def f():\n    await asyncio.Event().wait()\nasyncio.run(f())")
        .unwrap_err();
    assert_eq!(e.class(), "RuntimeError");
    assert!(e.to_string().contains("would wait forever"), "{e}");
}

#[test]
fn fuel_stops_tasks_without_running_their_finally() -> Result<(), Error> {
    let mut vm = Vm::builder()
        .stdout(Stream::Capture)
        .stderr(Stream::Capture)
        .build()?;
    vm.run("import asyncio\nseen = 0")?;
    vm.set_fuel(Some(200_000));
    let e = vm
        .run(
            "
async def spin():
    global seen
    try:
        while True:
            await asyncio.sleep(0)
    finally:
        seen = 1
asyncio.run(spin())
",
        )
        .unwrap_err();
    assert_eq!(e.kind(), ErrorKind::OutOfFuel);
    vm.set_fuel(None);
    assert_eq!(vm.eval::<i64>("seen")?, 0);
    vm.run(TURNS)?;
    vm.verify().unwrap();
    Ok(())
}
