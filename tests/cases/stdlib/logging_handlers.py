# Handlers, formatters, filters, adapters.
import logging
import sys

log = logging.getLogger('x')
handler = logging.StreamHandler(sys.stdout)
handler.setFormatter(logging.Formatter('{levelname}: {message}', style='{'))
log.addHandler(handler)
log.propagate = False
log.critical('crit')
log.info('below the level')


class Discreet(logging.Filter):
    def filter(self, record):
        return 'secret' not in record.getMessage()


log.addFilter(Discreet())
log.error('secret')
log.error('public')
logging.LoggerAdapter(log, {'user': 1}).warning('adapted')
logging.disable(logging.CRITICAL)
log.critical('nothing')
logging.disable(logging.NOTSET)
record = logging.LogRecord('n', 10, '/p/q.py', 3, 'm %d', (1,), None)
print(record, record.getMessage(), record.module)
logging.getLogger('nobody').warning('the last resort')
