// A test program under Node sees the environment that CTest gave it, as its native twin does.
Module['preRun'] = [].concat(Module['preRun'] || [], () => Object.assign(ENV, process.env));
