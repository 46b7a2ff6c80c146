# Loaded by Ruby before the program, by way of RUBYOPT, in a traced run of footprint-gate. It marks when features that are
# required begin and end, and measures nothing.
if ENV["FOOTPRINT_GATE_MARKS"]
  module FootprintGateMarks
    @folder = ENV["FOOTPRINT_GATE_MARKS"]
    @pid = nil

    def self.mark(what, name)
      pid = Process.pid
      if @pid != pid
        flags = File::WRONLY | File::CREAT | File::APPEND | File::NOFOLLOW
        @file = File.open("#{@folder}/#{pid}", flags, 0o600)
        @file.sync = true
        @pid = pid
      end
      what += "@" + File.read("/proc/self/smaps_rollup")[/^Pss_Dirty:\s+(\d+)/, 1] if ENV["FOOTPRINT_GATE_MARK_SIZES"]
      now = Process.clock_gettime(Process::CLOCK_MONOTONIC, :nanosecond)
      thread = Thread.current.respond_to?(:native_thread_id) ? Thread.current.native_thread_id : pid
      @file.syswrite("#{now} #{pid} #{thread} #{what} #{name.to_s.tr("\n", " ")}\n")
    rescue StandardError
      nil # The program goes on without marks.
    end
  end

  module Kernel
    alias_method :footprint_gate_require, :require
    def require(name)
      FootprintGateMarks.mark("+import", name)
      begin
        footprint_gate_require(name)
      ensure
        FootprintGateMarks.mark("-import", name)
      end
    end

    # In C it goes around `require`. A path is relative to the file of who calls; as Ruby has it, to any name that code
    # was given, but not to none.
    def require_relative(name)
      from = caller_locations(1, 1).first
      file = from.absolute_path || from.path
      raise LoadError, "cannot infer basepath" if file.start_with?("(eval")
      require(File.expand_path(name, File.dirname(file)))
    end
    private :require, :footprint_gate_require, :require_relative
  end
  FootprintGateMarks.mark("hello", "ruby #{RUBY_VERSION}")
end
