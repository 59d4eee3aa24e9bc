# What the assertions of a stand-in say when they fail.
from unittest.mock import Mock, call

for a in ['assert_called', 'assert_called_once', 'assert_not_called']:
    q = Mock(name='q')
    try: getattr(q, a)(); print(a, 'fine')
    except AssertionError as e: print(e)
    q(1); q(2, z=3)
    try: getattr(q, a)(); print(a, 'fine')
    except AssertionError as e: print(e)
for f, args in [('assert_called_once_with', (1,)), ('assert_any_call', (7,)), ('assert_has_calls', ([call(3)],)), ('assert_has_calls', ([call(1), call(2, z=3)],)), ('assert_has_calls', ([call(2, z=3), call(1)], True))]:
    try: getattr(q, f)(*args); print(f, 'fine')
    except AssertionError as e: print(e)
