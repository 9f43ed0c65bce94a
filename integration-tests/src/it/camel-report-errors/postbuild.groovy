String log = new File(basedir, 'build.log').text

assert log =~ /frobnicate\s+Unknown option/
assert log =~ /outputFormat\s+Invalid enum value: xml/
assert log =~ /max-retries\s+Invalid integer value: abc/
