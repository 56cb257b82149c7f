# time: clocks go forward, sleep sleeps, struct_time and formatting.
import time

a = time.perf_counter()
b = time.perf_counter()
print(b >= a, type(a).__name__, time.monotonic() > 0, time.time() > 1.6e9, type(time.time_ns()).__name__, time.perf_counter_ns() > 0, time.process_time() >= 0, time.thread_time() >= 0)
start = time.monotonic()
print(time.sleep(0.02), time.monotonic() - start >= 0.019)
for bad in (-1, "x", None, float("nan"), float("inf")):
    try:
        time.sleep(bad)
    except (ValueError, TypeError, OverflowError) as e:
        print(type(e).__name__, e)
t = time.gmtime(86400 * 365)
print(t, t.tm_year, t[1], tuple(t), time.strftime("%Y-%m-%d %H:%M:%S %j %a %b %y %%", t), time.asctime(t), time.gmtime(0).tm_wday)
print(time.strptime("2024-02-29 12:30", "%Y-%m-%d %H:%M")[:6], time.mktime(time.localtime(10**9)) == 10**9)
for f in (lambda: time.strftime(5), lambda: time.gmtime("x"), lambda: time.sleep(), lambda: time.strptime("x", "%Y"), lambda: time.struct_time((1, 2))):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
print(time.ctime(0)[-4:] in ("1970", "1969"), time.tzname is not None, time.get_clock_info("monotonic").monotonic)
