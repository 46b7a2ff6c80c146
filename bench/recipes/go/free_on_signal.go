//go:build footprint

// Compiled in with -tags footprint only: on SIGUSR2, collect all garbage and give its pages back to the kernel.
package main

import (
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
)

func init() {
	asked := make(chan os.Signal, 1)
	signal.Notify(asked, syscall.SIGUSR2)
	go func() {
		for range asked {
			debug.FreeOSMemory()
		}
	}()
}
