String log = new File(basedir, 'build.log').text

assert log =~ /Endpoint validation success: \(5 = passed, 0 = invalid, 0 = incapable, 0 = unknown components/
assert log =~ /Configuration validation success: \(3 = passed, 0 = invalid, 0 = incapable, 0 = unknown components/
