# Stands for a container runtime, in a mount namespace of its own: container.sh ROOT JAVA_HOME COMMAND…
# The root is read-only but for /tmp; the system's libraries and Java, which the base image has, come from this machine; and the
# command is nobody in particular, without any capability and without a way to get one.
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
