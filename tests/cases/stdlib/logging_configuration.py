# logging.config and logging.handlers: dicts, files that are put aside, memory, queues.
import logging
import logging.config
import logging.handlers
import os
import queue
import tempfile

logging.config.dictConfig({
    'version': 1,
    'formatters': {'short': {'format': '[%(levelname)s] %(message)s'}},
    'filters': {'own': {'name': 'app'}},
    'handlers': {
        'console': {'class': 'logging.StreamHandler', 'formatter': 'short', 'stream': 'ext://sys.stdout', 'filters': ['own']},
        'late': {'class': 'logging.handlers.MemoryHandler', 'capacity': 9, 'target': 'console'},
    },
    'loggers': {'app': {'handlers': ['console'], 'level': 'INFO', 'propagate': False}, 'app.late': {'handlers': ['late']}},
    'root': {'level': 'ERROR', 'handlers': ['console']},
})
logging.getLogger('app').info('shown')
logging.getLogger('app').debug('not shown')
logging.getLogger('other').error('filtered')
logging.getLogger('app.late').warning('this one twice')
logging.getLogger('app.late').error('and now')
for wrong in {}, {'version': 2}, {'version': 1, 'handlers': {'h': {'class': 'nowhere.H'}}}:
    try:
        logging.config.dictConfig(wrong)
    except ValueError as error:
        print(error)
with tempfile.TemporaryDirectory() as folder:
    log = logging.getLogger('rotating')
    log.propagate, log.disabled = False, False
    handler = logging.handlers.RotatingFileHandler(os.path.join(folder, 'log'), maxBytes=30, backupCount=2)
    log.addHandler(handler)
    for number in range(6):
        log.error('message %d .....', number)
    handler.close()
    print({name: open(os.path.join(folder, name)).read() for name in sorted(os.listdir(folder))})
waiting = queue.Queue()
log = logging.Logger('queued')
log.addHandler(logging.handlers.QueueHandler(waiting))
log.info('to the %s', 'queue')
print(waiting.get().msg)
for fmt, style in ('%(nope', '%'), ('{a b}', '{'), ('plain', '{'), ('plain', '$'):
    try:
        logging.Formatter(fmt, style=style)
    except ValueError as error:
        print(error)
