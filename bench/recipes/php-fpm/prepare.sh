cat >fpm.conf <<'C'
[global]
daemonize = no
error_log = /dev/stderr
[www]
listen = 127.0.0.1:21050
user = www-data
group = www-data
pm = dynamic
pm.max_children = 5
pm.start_servers = 2
pm.min_spare_servers = 1
pm.max_spare_servers = 3
C
sed -e 's/^pm = .*/pm = static/' -e 's/^pm.max_children = .*/pm.max_children = 2/' -e '/_servers/d' fpm.conf >static.conf
sed -e 's/^pm.max_children = .*/pm.max_children = 1/' static.conf >one.conf
echo "$(php-fpm8.2 -v | head -1 | cut -d' ' -f1,2), Adminer $(dpkg-query -Wf '${Version}' adminer)"
