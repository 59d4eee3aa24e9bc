"""One-way constraints between variables, planned and run in order of strength: abstract methods, small objects."""


class Variable:
    def __init__(self, name, value=0):
        self.name, self.value = name, value
        self.constraints = []
        self.determined_by = None
        self.strength = 0
        self.mark = 0


class Constraint:
    def __init__(self, strength):
        self.strength = strength
        self.satisfied = False

    def attach(self):
        for variable in self.variables():
            variable.constraints.append(self)

    def is_input(self):
        return False

    def satisfy(self, mark):
        target = self.choose_target(mark)
        if target is None:
            self.satisfied = False
            return None
        overridden = target.determined_by
        target.determined_by = self
        target.strength = self.strength
        target.mark = mark
        self.satisfied = True
        return overridden


class Binary(Constraint):
    def __init__(self, first, second, strength):
        super().__init__(strength)
        self.first, self.second = first, second
        self.forwards = True

    def variables(self):
        return (self.first, self.second)

    def choose_target(self, mark):
        if self.second.mark != mark and self.strength >= self.second.strength:
            self.forwards = True
            return self.second
        if self.first.mark != mark and self.strength >= self.first.strength:
            self.forwards = False
            return self.first
        return None

    def inputs(self):
        return (self.first if self.forwards else self.second,)

    def output(self):
        return self.second if self.forwards else self.first


class Equal(Binary):
    def execute(self):
        self.output().value = self.inputs()[0].value


class Scale(Binary):
    def __init__(self, first, second, factor, offset, strength):
        super().__init__(first, second, strength)
        self.factor, self.offset = factor, offset

    def execute(self):
        if self.forwards:
            self.second.value = self.first.value * self.factor.value + self.offset.value
        else:
            self.first.value = (self.second.value - self.offset.value) // self.factor.value


class Edit(Constraint):
    def __init__(self, variable, strength):
        super().__init__(strength)
        self.variable = variable

    def variables(self):
        return (self.variable,)

    def is_input(self):
        return True

    def choose_target(self, mark):
        return self.variable if self.variable.mark != mark else None

    def output(self):
        return self.variable

    def execute(self):
        pass


class Planner:
    def __init__(self):
        self.mark = 0

    def add(self, constraint):
        constraint.attach()
        self.mark += 1
        while constraint is not None:
            constraint = constraint.satisfy(self.mark)

    def plan_from(self, source):
        self.mark += 1
        plan, todo = [], [source]
        while todo:
            constraint = todo.pop()
            output = constraint.output()
            if output.mark == self.mark:
                continue
            output.mark = self.mark
            plan.append(constraint)
            for next in output.constraints:
                if next.satisfied and not next.is_input() and next.output() is not output:
                    todo.append(next)
        return plan


def chain(length):
    planner = Planner()
    variables = [Variable(f"v{i}") for i in range(length)]
    for a, b in zip(variables, variables[1:]):
        planner.add(Equal(a, b, 3))
    edit = Edit(variables[0], 5)
    planner.add(edit)
    total = 0
    for turn in range(60):
        variables[0].value = turn
        for constraint in planner.plan_from(edit):
            constraint.execute()
        total += variables[-1].value
    return total


def projection(count):
    planner = Planner()
    factor, offset = Variable("factor", 10), Variable("offset", 1000)
    sources, targets = [], []
    for i in range(count):
        source, target = Variable("source", i), Variable("target", i)
        planner.add(Scale(source, target, factor, offset, 3))
        sources.append(source)
        targets.append(target)
    total = 0
    for source, target in zip(sources, targets):
        edit = Edit(source, 5)
        planner.add(edit)
        for value in range(5):
            source.value = value
            for constraint in planner.plan_from(edit):
                constraint.execute()
            total += target.value
    return total


print(sum(chain(1_500) for _ in range(6)), projection(20_000))
