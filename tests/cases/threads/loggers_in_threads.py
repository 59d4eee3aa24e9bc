# Records know their thread; a QueueListener handles them in another.
import logging
import logging.handlers
import queue
import sys
import threading

handler = logging.StreamHandler(sys.stdout)
handler.setFormatter(logging.Formatter('%(threadName)s %(levelname)s %(message)s'))
records = queue.Queue()
listener = logging.handlers.QueueListener(records, handler)
logger = logging.getLogger('app')
logger.addHandler(logging.handlers.QueueHandler(records))
logger.propagate = False
listener.start()
logger.warning('from %s', 'main')
for number in range(3):
    thread = threading.Thread(target=logger.error, args=('number %d', number), name=f'T{number}')
    thread.start()
    thread.join()
listener.stop()
print(records.empty())
record = logging.makeLogRecord({'msg': 'made'})
print(record.threadName, record.thread == threading.get_ident(), record.taskName)
