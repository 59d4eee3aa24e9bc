# Objects go between processes through pipes and queues.
import multiprocessing
import queue


def answer(connection):
    try:
        while True:
            question = connection.recv()
            connection.send((question, len(question)))
    except EOFError:
        pass


def double(questions, answers):
    for number in iter(questions.get, None):
        answers.put(number * 2)
        questions.task_done()
    questions.task_done()


if __name__ == '__main__':
    here, there = multiprocessing.Pipe()
    child = multiprocessing.Process(target=answer, args=(there,))
    child.start()
    there.close()
    for question in ('four', [1, 2], {'a': 1}):
        here.send(question)
        print(here.recv())
    print(here.poll(), here.poll(0.001), here.closed)
    here.send('x' * 100000)
    print(here.poll(10), here.recv()[1])
    here.send_bytes(b'\x80\x04\x8c\x03raw\x94.')
    print(here.recv())
    here.close()
    child.kill()
    child.join()
    try:
        here.send(1)
    except OSError as error:
        print(error)
    reader, writer = multiprocessing.Pipe(duplex=False)
    try:
        reader.send(1)
    except OSError as error:
        print(error)
    writer.send_bytes(b'bytes')
    print(reader.recv_bytes())
    writer.close()
    try:
        reader.recv()
    except EOFError:
        print('the end')

    questions, answers = multiprocessing.JoinableQueue(), multiprocessing.Queue()
    children = [multiprocessing.Process(target=double, args=(questions, answers)) for _ in range(2)]
    for child in children:
        child.start()
    for number in range(20):
        questions.put(number)
    questions.join()
    for _ in children:
        questions.put(None)
    print(sorted(answers.get() for _ in range(20)))
    for child in children:
        child.join()
    small = multiprocessing.Queue(1)
    small.put('only')
    for wrong in (lambda: small.put(2, timeout=0.001), lambda: answers.get(timeout=0.001), answers.get_nowait):
        try:
            wrong()
        except (queue.Full, queue.Empty) as error:
            print(type(error).__name__)
    print(small.get(), small.full(), answers.empty())
