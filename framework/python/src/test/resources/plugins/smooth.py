"""Smoothing of numbers."""
from mantle.algorithm import *


class SmoothValues(PythonAlgorithm):
    """Smooths a list of numbers by the mean of each with its neighbours."""

    def category(self):
        return "Python\\Signals"

    def PyInit(self):
        self.declareProperty(
            FloatArrayProperty("Values", validator=FloatArrayMandatoryValidator(), example=[1.0, 2.0, 6.0]),
            "The numbers to smooth.",
        )
        self.declareProperty("Method", "Mean", StringListValidator(["Mean", "Weighted"]), "How neighbours count.")
        self.declareProperty("Reach", 1, IntBoundedValidator(lower=1), "How many neighbours count on each side.")
        self.declareProperty("CentreWeight", 2.0, FloatBoundedValidator(lower=1), "How much the number itself counts.")
        self.setPropertySettings(
            "CentreWeight", VisibleWhenProperty("Method", PropertyCriterion.IsEqualTo, "Weighted")
        )
        self.declareProperty(FloatArrayProperty("Smoothed", direction=Direction.Output), "The smoothed numbers.")

    def validateInputs(self):
        if 2 * self.getProperty("Reach").value >= len(self.getProperty("Values").value):
            return {"Reach": "must be less than half of the number of values"}
        return {}

    def PyExec(self):
        values = self.getProperty("Values").value
        reach = self.getProperty("Reach").value
        centre = self.getProperty("CentreWeight").value if self.getProperty("Method").value == "Weighted" else 1.0
        progress = Progress(self, 0.0, 1.0, len(values))
        smoothed = []
        for at in range(len(values)):
            near = range(max(0, at - reach), min(len(values), at + reach + 1))
            weights = [centre if each == at else 1.0 for each in near]
            smoothed.append(sum(w * values[each] for w, each in zip(weights, near)) / sum(weights))
            progress.report("smoothing")
        self.log().information("smoothed %d values" % len(values))
        self.setProperty("Smoothed", smoothed)


AlgorithmFactory.subscribe(SmoothValues)
