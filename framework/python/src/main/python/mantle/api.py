"""Mantid's verbs: algorithms whose properties are set one by one, and their manager."""
import weakref

from mantle import _algorithms, _host, runs
from mantle._algorithms import call
from mantle.errors import HostError


class Property:
    """A property of an algorithm's instance, as it stands now."""

    def __init__(self, instance, description):
        self._instance = instance
        self._description = description
        self.name = description["name"]
        self.direction = description["direction"]
        self.documentation = description["documentation"]
        self.allowedValues = description["allowedValues"]
        self.isMandatory = description["mandatory"]
        self.units = description.get("unit", "")
        self.getGroup = description.get("group", "")

    @property
    def value(self):
        """The value; None when there is none."""
        return self._instance._get(self.name)["value"]

    @value.setter
    def value(self, value):
        self._instance.setProperty(self.name, value)

    @property
    def valueAsStr(self):
        """The text of the value; stars for a secret."""
        return self._instance.getPropertyValue(self.name)

    @property
    def isDefault(self):
        """Whether the value is the default."""
        return self._instance.isDefault(self.name)

    def __repr__(self):
        return "<property %s of %s>" % (self.name, self._instance.name())


class Algorithm:
    """An instance of an algorithm, which AlgorithmManager creates: values that are set one by one, and run as often as one likes.

    For one thread at a time, except `cancel` and `isRunning`.
    """

    def __init__(self, head):
        self._id = head["instance"]
        self._description = _algorithms.describe(head["name"], head["version"])
        self._connection = _host.connection()
        self._rethrows = False
        self._is_child = False
        self._logs = True
        self._run = None
        self._error = None
        weakref.finalize(self, _release, self._connection, self._id)

    def _call(self, verb, /, **content):
        if not self._connection.is_open:
            raise HostError("the instance of %s is gone with its host; create another" % self.name())
        return call(verb, instance=self._id, **content)

    def name(self):
        return self._description.name

    def version(self):
        return self._description.version

    def summary(self):
        return self._description.json["summary"]

    def category(self):
        """Returns the categories, with semicolons between them."""
        return ";".join(self.categories())

    def categories(self):
        return list(self._description.json["categories"])

    def aliases(self):
        return list(self._description.json["aliases"])

    def seeAlso(self):
        return list(self._description.json["seeAlso"])

    def getAlgorithmID(self):
        """Returns a number that no other instance of the host has."""
        return self._id

    def initialize(self):
        """Does nothing: an instance is initialised when it is created."""

    def isInitialized(self):
        return True

    def setRethrows(self, rethrows):
        """Sets whether `execute` raises when the run fails, in place of returning False."""
        self._rethrows = bool(rethrows)

    def setChild(self, child):
        """Sets whether objects that runs make are in the outputs alone, in place of being left in the host's store too."""
        self._is_child = bool(child)
        self.setAlwaysStoreInADS(not child)

    def isChild(self):
        return self._is_child

    def setAlwaysStoreInADS(self, stores):
        """Sets whether objects that runs make are left in the host's store."""
        self._set([], name="StoreOutputs", value=bool(stores))

    def setLogging(self, logs):
        """Sets whether what runs say goes to Python's logging."""
        self._logs = bool(logs)

    def isLogging(self):
        return self._logs

    def setProperty(self, name, value):
        """Sets a property; None sets the default. A refused value is a ValueError, and leaves the one before."""
        sent, problems = _algorithms.inputs_to_json({name: value})
        self._set(problems, name=name, value=sent.get(name))

    def setPropertyValue(self, name, text):
        """Sets a property from its text."""
        if not isinstance(text, str):
            raise TypeError("setPropertyValue needs a text; setProperty takes other values")
        sent, problems = _algorithms.inputs_to_json({name: text})
        self._set(problems, name=name, value=sent.get(name), asText=True)

    def _set(self, problems, **content):
        if not problems:
            problems = [_algorithms.problem_of_json(each) for each in self._call("set", **content)]
        if problems:
            raise _algorithms.of_problems(self.name(), problems)

    def setProperties(self, values):
        """Sets several properties from a dict, or from the text of a JSON object."""
        if isinstance(values, str):
            import json
            values = json.loads(values)
        for name, value in values.items():
            self.setProperty(name, value)

    def getProperty(self, name):
        """Returns a property; its `value` is an output's after a run, else what was set, or the default."""
        for each in self._description.properties:
            if each["name"].lower() == name.lower():
                return Property(self, each)
        self._get(name)
        raise KeyError(name)

    def getPropertyValue(self, name):
        """Returns the text of a property's value; stars for a secret."""
        return self._get(name)["text"]

    def _get(self, name):
        answer = self._call("get", name=name)
        if answer["problems"]:
            raise _algorithms.of_problems(self.name(), [_algorithms.problem_of_json(each) for each in answer["problems"]])
        answer["value"] = self._description.value(name, answer["value"])
        return answer

    def getProperties(self):
        return [Property(self, each) for each in self._description.properties]

    def existsProperty(self, name):
        return any(each["name"].lower() == name.lower() for each in self._description.properties)

    def isDefault(self, name):
        """Returns whether the value of a property is its default."""
        default = self.getProperty(name)._description["default"]
        return self._get(name)["value"] == self._description.value(name, default)

    def keys(self):
        return [each["name"] for each in self._description.properties]

    orderedProperties = keys

    def propertyCount(self):
        return len(self._description.properties)

    def mandatoryProperties(self):
        """Returns the names of the inputs that every run needs."""
        return [each["name"] for each in self._description.inputs if each["mandatory"]]

    def outputProperties(self):
        """Returns the names of what is an output and no input."""
        return [each["name"] for each in self._description.properties if each["direction"] == "Output"]

    def inoutProperties(self):
        """Returns the names of what is input and output."""
        return [each["name"] for each in self._description.properties if each["direction"] == "InOut"]

    def __getitem__(self, name):
        return self.getProperty(name)

    def __setitem__(self, name, value):
        self.setProperty(name, value)

    def __contains__(self, name):
        return self.existsProperty(name)

    def __iter__(self):
        return iter(self.keys())

    def __len__(self):
        return self.propertyCount()

    def __bool__(self):
        # also one without properties
        return True

    def execute(self):
        """Runs and returns whether the run completed; False when it failed, and `error` knows why.

        Refused inputs are a ValueError, a cancelled run is a RuntimeError, and after `setRethrows(True)` a failed one, too.
        """
        run = self.executeAsync()
        try:
            self._error = run.exception()
        except KeyboardInterrupt:
            run.cancel()
            run._ended.wait()
            raise
        if self._error is None:
            return True
        if self._rethrows or not isinstance(self._error, _algorithms.AlgorithmFailed):
            raise self._error
        return False

    def executeAsync(self):
        """Runs in the background, and returns the run."""
        self._error = None
        if not self._connection.is_open:
            raise HostError("the instance of %s is gone with its host; create another" % self.name())
        self._run = runs.Run(self.name(), self.version(), {"call": "execute", "instance": self._id}, self._logs)
        return self._run

    @property
    def error(self):
        """What the latest run failed with, or None."""
        if self._error is None and self._run is not None and self._run.done():
            self._error = self._run.exception()
        return self._error

    def isExecuted(self):
        return self._call("state")["isExecuted"]

    def isRunning(self):
        return self._call("state")["isRunning"]

    def cancel(self):
        self._call("cancelInstance")

    def __repr__(self):
        return "<%s v%d, instance %d>" % (self.name(), self.version(), self._id)


_instances = weakref.WeakValueDictionary()


def _instance(head):
    """Returns the one object that stands for an instance of the host."""
    key = (id(_host.connection()), head["instance"])
    found = _instances.get(key)
    if found is None:
        found = _instances[key] = Algorithm(head)
    return found


def _release(connection, number):
    connection.release(number)


class _Manager:
    """Creates instances of algorithms and knows those that there are."""

    def create(self, name, version=-1):
        """Creates an instance that the host's manager knows, of the newest version if none is given."""
        return self._create(name, version, True)

    def createUnmanaged(self, name, version=-1):
        """Creates an instance that only the caller knows."""
        return self._create(name, version, False)

    @staticmethod
    def _create(name, version, managed):
        content = {"algorithm": name, "managed": managed}
        if version not in (-1, None):
            content["version"] = version
        return _instance(call("create", **content))

    def size(self):
        return len(call("managed"))

    def getAlgorithm(self, number):
        """Returns the instance of a number; None where there is none."""
        for head in call("managed"):
            if head["instance"] == number:
                return _instance(head)
        return None

    def removeById(self, number):
        """Forgets an instance, unless it is running; returns whether there was one."""
        return call("remove", instance=number)

    def newestInstanceOf(self, name):
        heads = call("managed", algorithm=name)
        return _instance(heads[-1]) if heads else None

    def runningInstancesOf(self, name):
        return [_instance(head) for head in call("managed", algorithm=name) if head["isRunning"]]

    def runningInstances(self):
        return [_instance(head) for head in call("managed") if head["isRunning"]]

    def clear(self):
        """Forgets all instances that are not running."""
        call("clear")

    def cancelAll(self):
        """Cancels what runs by the manager, and returns how many that are."""
        return call("cancelAll")


AlgorithmManager = _Manager()
