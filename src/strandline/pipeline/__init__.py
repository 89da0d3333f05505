"""The pipeline: files in, the folder of a chronology out. The one place that knows the order of the stages.

``building`` has ``build`` and ``add``, ``settings`` what a caller may set, ``stages`` what is run. Import from these:
this module imports nothing, so that a command which needs no database does not wait for one.
"""
