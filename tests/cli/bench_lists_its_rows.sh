# script/bench names its rows without building or measuring anything; measuring is not for tests.
. tests/cli/lib.sh
run 0 script/bench --list
said out 'watch-ping-pong-8 .*goal: ' 'watch-launch .*goal: '
