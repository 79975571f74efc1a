"""The command line: click commands over a Project. Starts without Qt."""
