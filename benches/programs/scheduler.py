"""An operating system in small: tasks of several classes, queues, method calls."""


class Packet:
    def __init__(self, link, kind, value):
        self.link, self.kind, self.value = link, kind, value


class Task:
    def __init__(self, name, priority):
        self.name, self.priority = name, priority
        self.queue = []
        self.handled = 0

    def put(self, packet):
        self.queue.append(packet)

    def ready(self):
        return len(self.queue) > 0

    def step(self, system):
        packet = self.queue.pop()
        self.handled += 1
        self.handle(packet, system)


class Worker(Task):
    def handle(self, packet, system):
        packet.value = (packet.value * 1103515245 + 12345) & 0x7FFFFFFF
        system.send("device" if packet.value & 1 else "handler", packet)


class Device(Task):
    def handle(self, packet, system):
        packet.kind += 1
        system.send("handler", packet)


class Handler(Task):
    def handle(self, packet, system):
        if packet.kind < 100_000:
            packet.kind += 2
            system.send("worker", packet)


class System:
    def __init__(self, tasks):
        self.tasks = {task.name: task for task in tasks}
        self.order = sorted(tasks, key=lambda task: task.priority)

    def send(self, name, packet):
        self.tasks[name].put(packet)

    def run(self):
        steps = 0
        while True:
            for task in self.order:
                if task.ready():
                    task.step(self)
                    steps += 1
                    break
            else:
                return steps


system = System([Worker("worker", 1), Device("device", 2), Handler("handler", 3)])
for seed in range(4):
    system.send("worker", Packet(None, 0, seed))
print(system.run(), [task.handled for task in system.order])
