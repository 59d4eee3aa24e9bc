# Records go up the tree of loggers.
import logging
import sys

logging.basicConfig(stream=sys.stdout, level=logging.DEBUG, format='%(levelname)s %(name)s %(message)s')
log = logging.getLogger('a.b')
log.info('hello %s', 'x')
log.debug('%(k)s', {'k': 1})
try:
    1 / 0
except ZeroDivisionError:
    log.exception('failed')
logging.info('root')
log.setLevel('ERROR')
log.info('no')
log.error('yes')
print(log, logging.getLogger('a').getChild('c').name, log.getEffectiveLevel(), logging.getLevelName(30))
print(logging.getLogger('a.b') is log, log.parent, logging.getLogger())
try:
    log.setLevel('bogus')
except ValueError as error:
    print(error)
