# Preloaded (RUBYOPT=-r./gc-on-signal): on SIGCONT, Ruby collects all garbage and compacts its heap. Puma and
# Unicorn give USR1, USR2, TTIN, TTOU, HUP and INFO meanings of their own.
trap('CONT') do
  GC.start
  GC.compact
end
