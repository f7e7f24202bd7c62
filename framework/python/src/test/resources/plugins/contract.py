"""Two algorithms that must meet what is required of every algorithm."""
import time

from mantle.algorithm import *


class MeanOfFile(PythonAlgorithm):
    """Takes the mean of the numbers in a file, one in each line."""

    def category(self):
        return "Tests"

    def PyInit(self):
        self.declareProperty(FileProperty("File", action=FileAction.Load, extensions=["txt"]), "The file with the numbers.")
        self.declareProperty("Skip", 0, IntBoundedValidator(lower=0), "How many lines to leave out.")
        self.declareProperty(FloatProperty("Mean", direction=Direction.Output), "The mean.")
        self.declareProperty(IntProperty("Count", direction=Direction.Output), "How many numbers there are.")

    def PyExec(self):
        with open(self.getProperty("File").value) as lines:
            numbers = [float(line) for line in lines][self.getProperty("Skip").value :]
        if not numbers:
            raise RuntimeError("the file has no number behind the lines that are left out")
        self.setProperty("Mean", sum(numbers) / len(numbers))
        self.setProperty("Count", len(numbers))


class CountDown(PythonAlgorithm):
    """Counts down to one, and for ever from below."""

    def category(self):
        return "Tests"

    def PyInit(self):
        self.declareProperty("From", 3, IntBoundedValidator(lower=-1, upper=1000), "Where to begin.")
        self.declareProperty(IntArrayProperty("Steps", direction=Direction.Output), "The numbers, in their order.")

    def PyExec(self):
        start = self.getProperty("From").value
        progress = Progress(self, nreports=max(1, start))
        steps = []
        number = start
        while number != 0:
            progress.report("at %d" % number)
            steps.append(number)
            number -= 1
            if start < 0:
                time.sleep(0.01)
        self.setProperty("Steps", steps)


AlgorithmFactory.subscribe(MeanOfFile)
AlgorithmFactory.subscribe(CountDown)
