# Calendar functions of time, on fixed times in UTC.
import time
print(time.gmtime(0), time.gmtime(1e9+0.5).tm_yday, tuple(time.gmtime(-1)))
print(time.mktime(time.gmtime(1234567890)), time.asctime(time.gmtime(86400*3)), time.ctime(0))
for s in [0, 1234567890, 951782400, 1704067200, 1735603200, 1609459200, 4102444800, -86400*365*50]:
    print(time.strftime("%a %A %b %B %c|%C %d %D %e %F %G %g %H %I %j %m %M %p %r %R %S %T %u %U %V %w %W %y %Y %% %x %X", time.gmtime(s)))
try: time.sleep(-1)
except ValueError as e: print(e)
try: time.sleep('a')
except TypeError as e: print(e)
try: time.strftime("%Y", (1,2,3))
except Exception as e: print(type(e).__name__)
print(time.strftime("%Y-%m-%d", (2024,2,30,0,0,0,0,1,0)))
