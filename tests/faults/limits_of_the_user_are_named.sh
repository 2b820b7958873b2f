# A user who may open few files or have few processes: a fault that says so, and that soon.
. tests/faults/lib.sh
for files in 8 12 20; do
    fault 'Too many open files|mpirun is neither' bash -c 'ulimit -n $0; exec "$@"' "$files" "${grade[@]}"
done
for processes in 2 12; do
    fault 'few to run|cannot fork|Resource temporarily' "${as_nobody[@]}" \
        bash -c 'ulimit -u $0; exec "$@"' "$processes" "${grade[@]}"
done
