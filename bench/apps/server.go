package main

import (
	"encoding/json"
	"net/http"
	"os"
	"sync"
)

func main() {
	var lock sync.Mutex
	cache := map[string]int{}
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		lock.Lock()
		cache[r.URL.Path]++
		hits := cache[r.URL.Path]
		lock.Unlock()
		json.NewEncoder(w).Encode(map[string]any{"path": r.URL.Path, "hits": hits, "headers": r.Header})
	})
	if err := http.ListenAndServe("127.0.0.1:"+os.Args[1], nil); err != nil {
		panic(err)
	}
}
