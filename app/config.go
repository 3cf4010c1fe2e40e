package app

import (
	_ "embed"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"github.com/BurntSushi/toml"

	"github.com/tocsin-desk/tocsin"
)

// DefaultConfig is the whole configuration with its comments; a test holds it equal to Defaults.
//
//go:embed tocsin.toml
var DefaultConfig string

// Config is a table a station, side by side.
type Config struct {
	Store struct {
		Dir string `toml:"dir"`
	} `toml:"store"`
	Desk struct {
		Addr  string   `toml:"addr"`
		Open  bool     `toml:"open"`
		Hosts []string `toml:"hosts"`
		Tiles string   `toml:"tiles"`
	} `toml:"desk"`
	Intake struct {
		Poll  time.Duration `toml:"poll"`
		Pages int           `toml:"pages"`
	} `toml:"intake"`
	Fetch struct {
		Pause time.Duration `toml:"pause"`
		Allow []string      `toml:"allow"`
	} `toml:"fetch"`
	Dedup struct {
		Window time.Duration `toml:"window"`
	} `toml:"dedup"`
	Lexicon struct {
		Tables []string `toml:"tables"`
	} `toml:"lexicon"`
	Gazetteer struct {
		File string `toml:"file"`
	} `toml:"gazetteer"`
	Coder struct {
		Workers int `toml:"workers"`
	} `toml:"coder"`
}

// Defaults returns the configuration of a program that was told nothing.
func Defaults() Config {
	var c Config
	c.Desk.Addr = "127.0.0.1:8080"
	c.Desk.Hosts = []string{}
	c.Intake.Poll = 15 * time.Minute
	c.Intake.Pages = 50
	c.Fetch.Pause = time.Second
	c.Fetch.Allow = []string{}
	c.Lexicon.Tables = []string{}
	c.Dedup.Window = 7 * 24 * time.Hour
	return c
}

// LoadConfig reads a file over the defaults; an empty path gives the defaults. An unknown key is ErrInvalid.
func LoadConfig(path string) (Config, error) {
	c := Defaults()
	if path == "" {
		return c, nil
	}
	meta, err := toml.DecodeFile(path, &c)
	if err != nil {
		return c, fmt.Errorf("configuration %s: %w", path, err)
	}
	if unknown := meta.Undecoded(); len(unknown) > 0 {
		return c, fmt.Errorf("configuration %s: unknown key %s: %w", path, unknown[0], tocsin.ErrInvalid)
	}
	return c, c.Validate()
}

// Validate reports the first setting that can't work.
func (c *Config) Validate() error {
	switch {
	case c.Intake.Poll < time.Minute:
		return fmt.Errorf("intake.poll is %v, the least is 1m: %w", c.Intake.Poll, tocsin.ErrInvalid)
	case c.Intake.Pages < 0 || c.Coder.Workers < 0:
		return fmt.Errorf("intake.pages and coder.workers can't be negative: %w", tocsin.ErrInvalid)
	case c.Fetch.Pause < 0 || c.Dedup.Window < 0:
		return fmt.Errorf("fetch.pause and dedup.window can't be negative: %w", tocsin.ErrInvalid)
	}
	return c.validateAddr()
}

// validateAddr refuses an address that others reach, unless that is meant: there is no login.
func (c *Config) validateAddr() error {
	host, _, err := net.SplitHostPort(c.Desk.Addr)
	if err != nil {
		return fmt.Errorf("desk.addr %q: %w: %w", c.Desk.Addr, err, tocsin.ErrInvalid)
	}
	ip := net.ParseIP(host)
	if c.Desk.Open || host == "localhost" || ip != nil && ip.IsLoopback() {
		return nil
	}
	return fmt.Errorf("desk.addr %q is reached by other machines, and there is no login: say --open if everybody there may read everything: %w", c.Desk.Addr, tocsin.ErrInvalid)
}

// dataDir is where the database lies.
func (c *Config) dataDir() (string, error) {
	if c.Store.Dir != "" {
		return c.Store.Dir, nil
	}
	if dir := os.Getenv("XDG_DATA_HOME"); dir != "" {
		return filepath.Join(dir, "tocsin"), nil
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", fmt.Errorf("no folder for the database: name one by --data: %w", err)
	}
	return filepath.Join(home, ".local", "share", "tocsin"), nil
}

func (c *Config) workers() int {
	if c.Coder.Workers > 0 {
		return c.Coder.Workers
	}
	return runtime.NumCPU()
}
