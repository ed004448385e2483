"""Exit codes as the help of each command tells them."""

EXIT_CODES = """exit codes:
  0  clean: no finding at or above --fail-on
  1  findings at or above --fail-on; waived and unknown ones do not count,
     and with --baseline only new ones do
  2  the command line, the site policy or the baseline can not be used
  3  some input could not be read or a rule broke; the rest was audited
  The highest one that applies wins."""

READING_CODES = """exit codes:
  0  everything was read
  2  the command line or the site policy can not be used
  3  some input could not be read; the rest was"""

TRACING_CODES = """exit codes:
  0  calls pass; unknown verdicts do not count, a line on stderr tells how many there are
  1  a verdict is fail
  2  the command line or the site policy can not be used, or a device has no such interface
  3  some input could not be read; the rest was
  The highest one that applies wins."""

REACHING_CODES = """exit codes:
  0  answered, and as --expect says
  1  --expect says otherwise, or it is not certain
  2  the command line can not be used, or no config has such a place
  3  some input could not be read, or a filter is too tangled for an exact answer
  The highest one that applies wins."""

HUNTING_CODES = """exit codes:
  0  nothing was found
  1  sightings were found, of the verdicts that --verdict names
  2  the command line, the site policy or the rules can not be used
  3  some log could not be read or recognised; the rest was
  130  Ctrl-C ended it; what was found before is printed and said to be partial
  The highest one that applies wins."""

ACL_CODES = """exit codes:
  0  lint: nothing found; test: every packet passes for certain; compare: no packet
     fares otherwise; search: there is such a packet
  1  lint: an entry does nothing; test: a packet is dropped, or may be; compare: some
     packet fares otherwise; search: there is no such packet
  2  the command line can not be used, or there is no such access list
  3  some input could not be read, or a list is too tangled for an exact answer; the rest
     was served
  The highest one that applies wins."""

ASKING_CODES = """exit codes:
  0  printed
  2  the command line or the site policy can not be used"""
