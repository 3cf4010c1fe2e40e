package chart

import (
	"math"
	"testing"

	"github.com/tocsin-desk/tocsin"
)

func TestProjectThereAndBack(t *testing.T) {
	for _, p := range []tocsin.Point{{Lon: 0, Lat: 0}, {Lon: 68.78, Lat: 38.54}, {Lon: -179.9, Lat: -80}, {Lon: 180, Lat: 85}} {
		back := Project(p).Globe()
		if math.Abs(back.Lon-p.Lon) > 1e-9 || math.Abs(back.Lat-p.Lat) > 1e-9 {
			t.Errorf("%v comes back as %v", p, back)
		}
	}
	if got := Project(tocsin.Point{Lon: 10, Lat: 90}).Y; math.Abs(got) > 1e-9 {
		t.Errorf("the pole lies at %g, want the world's edge", got)
	}
}

func TestViewHoldsItsBox(t *testing.T) {
	for _, b := range []tocsin.Box{{West: 60, South: 30, East: 80, North: 45}, {West: 68, South: 38, East: 68, North: 38}, {West: -180, South: -90, East: 180, North: 90}, {West: 179, South: -90, East: 180, North: -89}} {
		v := Over(b)
		if v.X < 0 || v.X+v.Size > 1+1e-9 || v.Y < 0 || v.Y+v.Size*form > 1+1e-9 {
			t.Errorf("%v: the view %v leaves the world", b, v)
		}
		got := v.Box()
		if b.North < 70 && (got.West > b.West+1e-9 || got.East < b.East-1e-9 || b.South > -70 && (got.South > b.South+1e-9 || got.North < b.North-1e-9)) {
			t.Errorf("the view of %v is %v: it lies partly outside", b, got)
		}
	}
}

func TestViewMoves(t *testing.T) {
	v := Over(tocsin.Box{West: 60, South: 30, East: 80, North: 45})
	if near := v.Zoom(0.5); math.Abs(near.Size-v.Size/2) > 1e-12 || math.Abs(near.centre().X-v.centre().X) > 1e-12 {
		t.Errorf("half of %v is %v", v, near)
	}
	if east := v.Move(0.5, 0); math.Abs(east.X-v.X-v.Size/2) > 1e-12 || east.Size != v.Size {
		t.Errorf("east of %v is %v", v, east)
	}
	if far := World().Zoom(100); far.Size != 1 || far.X != 0 {
		t.Errorf("beyond the world is %v", far)
	}
	if deep := v.Zoom(1e-9); deep.Size != minSize {
		t.Errorf("the nearest view is %v", deep)
	}
}

func TestUnits(t *testing.T) {
	v := Over(tocsin.Box{West: 0, South: -1, East: 9, North: 1}) // 1,002 km wide, on the equator
	if got := v.Units(1000e3); math.Abs(got-Width*1000/1001.9) > 5 {
		t.Errorf("1,000 km are %g units", got)
	}
}

// The pen's view is all of the world's width from the north on, so that 1/3000 is a unit.
func pen() *Pen { return &Pen{View: View{0, 0, 1}} }

func u(x, y float64) Point { return Point{x / Width, y / Width} }

func TestLine(t *testing.T) {
	tests := []struct {
		name string
		line []Point
		want string
	}{
		{"inside", []Point{u(10.5, 10.5), u(100.5, 20.5), u(90.5, 50.5)}, "M10 10l90 10l-10 30"},
		{"steps of less than a pixel, but the last", []Point{u(10.5, 10.5), u(11.5, 10.5), u(30.5, 10.5), u(31.5, 10.5)}, "M10 10l20 0l1 0"},
		{"outside", []Point{u(-500, 10), u(-100, 900)}, ""},
		{"out and in again", []Point{u(10.5, 10.5), u(-90.5, 10.5), u(-90.5, 90.5), u(10.5, 90.5)}, "M10 10l-100 0M-90 90l100 0"},
		{"one point", []Point{u(10, 10)}, ""},
	}
	for _, tt := range tests {
		p := pen()
		p.Line(tt.line)
		if got := p.String(); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestRing(t *testing.T) {
	tests := []struct {
		name string
		ring []Point
		want string
	}{
		{"inside", []Point{u(10.5, 10.5), u(100.5, 10.5), u(100.5, 100.5)}, "M10 10l90 0l0 90z"},
		{"around the whole chart", []Point{u(-900, -900), u(9000, -900), u(9000, 9000), u(-900, 9000)}, "M-40 2040l0-2080l3080 0l0 2080z"},
		{"less than a pixel", []Point{u(10, 10), u(11, 10), u(11, 11)}, ""},
		{"outside", []Point{u(-900, 10), u(-800, 10), u(-800, 90)}, ""},
	}
	for _, tt := range tests {
		p := pen()
		p.Ring(tt.ring)
		if got := p.String(); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}
