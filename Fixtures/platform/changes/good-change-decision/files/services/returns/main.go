// Package main takes returns.
package main

func main() {}
