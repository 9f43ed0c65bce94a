# Replaces a container runtime, in its own mount namespace: container.sh ROOT JAVA_HOME COMMAND…
# The root is read-only except /tmp. System libraries and Java, which the base image has, come from this machine. The command
# runs as user 65532, without capabilities and without a way to gain them.
set -e
root=$1
java=$2
shift 2
mkdir -p "$root/tmp" "$root/opt/java"
mount --bind "$root" "$root"
for folder in /usr /bin /sbin /lib /lib64 /etc /proc /dev; do
    if [ -e "$folder" ]; then
        mkdir -p "$root$folder"
        mount --rbind "$folder" "$root$folder"
    fi
done
mount --bind "$java" "$root/opt/java"
mount -t tmpfs -o size=64m,mode=1777 tmpfs "$root/tmp"
mount -o remount,bind,ro "$root"
PATH=/opt/java/bin:/usr/sbin:/usr/bin:/sbin:/bin
export PATH
exec chroot "$root" setpriv --reuid 65532 --regid 65532 --clear-groups \
    --no-new-privs --bounding-set=-all --inh-caps=-all "$@"
