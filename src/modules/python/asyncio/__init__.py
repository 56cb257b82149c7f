"""Tasks, futures and event loops: programs of several coroutines that take turns.

The loop knows callbacks, timers and tasks. It has no sockets, processes, threads and signals.
"""

from .base_events import *
from .coroutines import *
from .events import *
from .exceptions import *
from .futures import *
from .tasks import *
from .locks import *
from .queues import *
from .timeouts import *
from .waiting import *
from .runners import *
from .taskgroups import *
from .threads import *
from . import (
    base_events, coroutines, events, exceptions, futures, locks, queues, runners, taskgroups, tasks,
    threads, timeouts, waiting)

__all__ = (base_events.__all__ + coroutines.__all__ + events.__all__ + exceptions.__all__
           + futures.__all__ + locks.__all__ + queues.__all__ + runners.__all__
           + taskgroups.__all__ + tasks.__all__ + threads.__all__ + timeouts.__all__
           + waiting.__all__)
