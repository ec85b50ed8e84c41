#!/bin/sh
# Installs Hebra for one person, without root, or takes it away again:
#
#     ./install.sh [--prefix FOLDER]
#     ./install.sh --uninstall [--prefix FOLDER]
#
# Without --prefix the program goes to ~/.local, its data to $XDG_DATA_HOME (~/.local/share). An
# upgrade puts the new version beside the old one and then changes one link, so that at no moment
# half of it is there. What was measured and the settings are never touched.
set -eu

usage() { sed -n '2,8s/^# \{0,1\}//p' "$0"; }
fail() {
    echo "install.sh: $1" >&2
    exit 2
}

uninstall=
prefix=
while [ $# -gt 0 ]; do
    case $1 in
    --prefix)
        [ $# -gt 1 ] || fail "--prefix wants a folder"
        prefix=$2
        shift
        ;;
    --prefix=*) prefix=${1#--prefix=} ;;
    --uninstall) uninstall=yes ;;
    -h | --help) usage && exit ;;
    *) fail "what is $1? --help tells what there is" ;;
    esac
    shift
done

asked=$prefix
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
if [ -n "$prefix" ]; then
    case $prefix in
    /*) ;;
    *) prefix=$PWD/$prefix ;;
    esac
    data=$prefix/share
else
    [ -n "${HOME:-}" ] || fail "HOME is not set; say where with --prefix"
    prefix=$HOME/.local
    data=${XDG_DATA_HOME:-$prefix/share}
fi
case $prefix$data in
*"
"*) fail "a desktop entry cannot name a folder with a line break" ;;
esac
program=$prefix/lib/hebra
list=$program/installed-files

# Lets the desktop see what has come or gone; where its tools are missing it looks by itself.
tell_desktop() {
    update-mime-database "$data/mime" >/dev/null 2>&1 || true
    update-desktop-database "$data/applications" >/dev/null 2>&1 || true
    gtk-update-icon-cache --quiet --ignore-theme-index "$data/icons/hicolor" >/dev/null 2>&1 || true
}

# Takes away the files that a list names, and folders that are empty then.
take_away() {
    while IFS= read -r path; do
        rm -f -- "$path"
        folder=$(dirname -- "$path")
        while [ "$folder" != "$data" ] && [ "$folder" != "$prefix" ] && [ "$folder" != / ] &&
            rmdir -- "$folder" 2>/dev/null; do
            folder=$(dirname -- "$folder")
        done
    done
}

# Whether a program of that folder is running.
in_use() {
    for link in /proc/[0-9]*/exe; do
        case $(readlink -- "$link" 2>/dev/null) in "$1"/*) return 0 ;; esac
    done
    return 1
}

# Caches that the desktop's tools have made for Hebra alone go with it.
drop_caches() {
    [ -e "$data/mime/packages" ] || take_away_tree "$data/mime"
    if [ -z "$(find "$data/applications" -name '*.desktop' 2>/dev/null | head -n 1)" ]; then
        rm -f -- "$data/applications/mimeinfo.cache"
        rmdir -- "$data/applications" 2>/dev/null || true
    fi
    if [ -z "$(find "$data/icons/hicolor" -name '*.png' -o -name '*.svg' 2>/dev/null | head -n 1)" ]
    then
        rm -f -- "$data/icons/hicolor/icon-theme.cache"
        rmdir -- "$data/icons/hicolor" "$data/icons" 2>/dev/null || true
    fi
}

# update-mime-database leaves a folder of files made from packages; without any it says nothing.
take_away_tree() {
    [ ! -d "$1" ] || rm -rf -- "$1"
}

if [ -n "$uninstall" ]; then
    [ -f "$list" ] || fail "there is no Hebra below $prefix"
    take_away <"$list"
    rm -rf -- "$program"
    rmdir -- "$prefix/lib" "$prefix/bin" 2>/dev/null || true
    tell_desktop
    drop_caches
    echo "Hebra is gone. What you measured and your settings are still there."
    exit
fi

[ -x "$here/hebra/hebra" ] || fail "there is no Hebra beside this file to install"
name=$(cat "$here/build-id")
version=$program/$name
umask 022
mkdir -p -- "$program" "$prefix/bin"

new=$(mktemp -d "$program/.new-XXXXXX")
trap 'rm -rf -- "$new"' EXIT
trap 'exit 130' INT TERM
chmod 755 "$new"
cp -R -P -- "$here/hebra/." "$new"
if [ -e "$version" ]; then
    # The same build once more: what was damaged is mended.
    mv -- "$version" "$new.old"
    mv -- "$new" "$version"
    rm -rf -- "$new.old"
else
    mv -- "$new" "$version"
fi
cp -- "$here/install.sh" "$program/install.sh"

# One file of the share folder, in its place whole or not at all; its path goes on the list.
put() {
    mkdir -p -- "$(dirname -- "$2")"
    cp -- "$1" "$2.new"
    chmod 644 "$2.new"
    mv -- "$2.new" "$2"
    printf '%s\n' "$2" >>"$list.new"
}

# A path as the Exec key of a desktop entry wants it: quoted, its own signs kept from being read.
quoted() {
    printf '"%s"' "$(printf %s "$1" | sed -e 's/["`$\\]/\\&/g' -e 's/%/%%/g')" | sed 's/\\/\\\\/g'
}

: >"$list.new"
entry=$new.desktop
trap 'rm -rf -- "$new" "$entry" "$list.new"' EXIT
exec_=$(quoted "$prefix/bin/hebra" | sed 's/[&|\\]/\\&/g')
try=$(printf %s "$prefix/bin/hebra" | sed -e 's/\\/\\\\/g' -e 's/[&|\\]/\\&/g')
sed -e "s|^Exec=hebra|Exec=$exec_|" -e "s|^TryExec=hebra|TryExec=$try|" \
    "$here/share/applications/hebra.desktop" >"$entry"
(cd "$here/share" && find . -type f | LC_ALL=C sort) | while IFS= read -r file; do
    file=${file#./}
    case $file in
    applications/*) put "$entry" "$data/$file" ;;
    *) put "$here/share/$file" "$data/$file" ;;
    esac
done

# From here on it is the new one.
ln -sfn "$name" "$program/.current"
mv -T -- "$program/.current" "$program/current"
ln -sfn ../lib/hebra/current/hebra "$prefix/bin/.hebra"
mv -T -- "$prefix/bin/.hebra" "$prefix/bin/hebra"
printf '%s\n' "$prefix/bin/hebra" >>"$list.new"

# What only the old version had; versions that still run are left for the next time.
if [ -f "$list" ]; then
    grep -Fvx -f "$list.new" -- "$list" | take_away || true
fi
mv -- "$list.new" "$list"
for old in "$program"/*/; do
    old=${old%/}
    [ "$old" = "$version" ] || [ -L "$old" ] || in_use "$old" || rm -rf -- "$old"
done
tell_desktop

echo "Hebra $name is installed; it is in the menu, and as $prefix/bin/hebra."
case :$PATH: in
*":$prefix/bin:"*) ;;
*) echo "A terminal finds \`hebra\` when $prefix/bin is in PATH." ;;
esac
echo "To take it away: '$program/install.sh' --uninstall${asked:+ --prefix \"$asked\"}"
