"""Which signatures may be named for an attack of the bench: those whose own words fit it.

They are names that say what the attack is; a name that says less would be a miss.
"""

from collections.abc import Mapping

_TABLE = """
code-red            code-red code-red-family
code-red-ii         code-red-ii code-red-family
nimda-root-scripts  root-exe-back-door
nimda-root-msadc    root-exe-back-door
nimda-drive-c       drive-root-back-door
nimda-drive-d       drive-root-back-door
nimda-5c            nimda-scripts directory-traversal
nimda-vti-bin       nimda-vti-bin directory-traversal
nimda-mem-bin       nimda-mem-bin directory-traversal
nimda-msadc         nimda-msadc directory-traversal
nimda-c11c          nimda-scripts directory-traversal
nimda-c02f          nimda-scripts directory-traversal
nimda-c0af          nimda-scripts directory-traversal
nimda-c19c          nimda-scripts directory-traversal
nimda-35c           nimda-scripts directory-traversal
nimda-3563          nimda-scripts directory-traversal
nimda-252f          nimda-scripts directory-traversal
mozi-jaws           jaws-recorder-shell
mozi-netgear        netgear-setup-cgi
ida-null            ida-probe
idq-null            ida-probe
printer-null        iis-printer-overflow
unicode-cmd         nimda-scripts directory-traversal iis-cmd-exe
showcode            iis-source-disclosure traversal-to-system-file
apache-2449         apache-path-normalisation traversal-to-system-file
apache-2450         apache-path-normalisation directory-traversal
traversal-passwd    traversal-to-system-file
traversal-shadow    traversal-to-system-file
traversal-hosts     traversal-to-system-file
traversal-win-ini   traversal-to-system-file
grafana-plugins     grafana-plugin-traversal traversal-to-system-file
phpunit             phpunit-eval
gpon                gpon-router
hnap1               hnap-probe
citrix-vpns         citrix-adc-traversal
pulse-secure        pulse-secure-file-read
fortios-fgt-lang    fortios-ssl-vpn-file-read
f5-tmui             f5-tmui-traversal
f5-icontrol         f5-icontrol-command
asa-3452            cisco-asa-file-read
asa-0296            cisco-asa-file-read
ios-level           cisco-ios-level-exec
ios-level-99        cisco-ios-level-exec
proxyshell          exchange-proxyshell
jboss-console       jboss-invoker
jboss-invoker       jboss-invoker
weblogic-wsat       weblogic-wls-wsat
weblogic-console    weblogic-console-bypass directory-traversal
actuator-env        spring-actuator
actuator-heapdump   spring-actuator
dot-env             env-file
git-config          git-folder
svn-entries         subversion-folder
aws-credentials     credential-files
ssh-key             credential-files
phpmyadmin-setup    developer-tool-pages
confluence-ognl     java-expression-injection
laravel-ignition    laravel-ignition
hadoop-yarn         hadoop-yarn-application
web-shell-c99       web-shell-names
web-shell-r57       web-shell-names
boaform             router-form-command
moveit-human2       moveit-web-shell
sharepoint-toolpane sharepoint-toolshell
lfi-passwd          traversal-to-system-file
lfi-null-byte       traversal-to-system-file
lfi-proc            traversal-to-system-file
lfi-boot-ini        traversal-to-system-file
php-filter          local-file-inclusion
php-input           local-file-inclusion
php-data            local-file-inclusion
php-expect          local-file-inclusion
php-cgi-1823        php-cgi-arguments
log4shell           log4shell
log4shell-lower     log4shell
struts-ognl         java-expression-injection
struts-member       java-expression-injection
spring4shell        spring4shell
thinkphp            thinkphp-invokefunction
drupalgeddon2       drupalgeddon
joomla-com-fields   sql-injection-schema
sqli-union          sql-injection-union
sqli-union-all      sql-injection-union
sqli-tautology      sql-injection-boolean
sqli-sleep          sql-injection-time
sqli-waitfor        sql-injection-time
sqli-xp-cmdshell    sql-injection-schema sql-injection-stacked
sqli-schema         sql-injection-schema
sqli-extractvalue   sql-injection-schema
sqli-benchmark      sql-injection-time
sqli-outfile        sql-injection-schema sql-injection-union
xss-script          cross-site-scripting
xss-onerror         cross-site-scripting
xss-svg             cross-site-scripting
xss-iframe          cross-site-scripting
xss-javascript      cross-site-scripting
command-wget        os-command-injection
command-curl        os-command-injection
command-passwd      os-command-injection
luci-locale         tp-link-locale os-command-injection
awstats-configdir   lupper-awstats os-command-injection
revslider           wordpress-config-download
phpbb-santy         santy
"""

ACCEPTED: Mapping[str, frozenset[str]] = {
    attack: frozenset(names) for attack, *names in map(str.split, _TABLE.strip().splitlines())
}
