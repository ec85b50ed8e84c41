"""From a study to statements: figures with intervals, a recommendation, the code to do it."""
