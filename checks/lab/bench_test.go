package lab_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"text/tabwriter"
	"time"

	"gomend/checks/lab"
	"gomend/checks/lab/built"
	"gomend/checks/lab/labtest"
)

// benchRTTs are the round trips at which a healthy network is measured. Each is
// a case of its own, as the lab's process must know it by name.
var benchRTTs = []time.Duration{0, 20 * time.Millisecond, 100 * time.Millisecond, 300 * time.Millisecond}

// benchRuns is how often each command runs; the median counts.
const benchRuns = 5

func init() {
	for _, rtt := range benchRTTs {
		lab.Register(lab.Case{
			Name: benchName(rtt), About: "nothing; for measuring", NeedTun: rtt > 0, Want: lab.Fine(),
			Break: func(n *lab.Net) { n.Link = lab.Link{Delay: rtt / 2} },
		})
	}
}

func benchName(rtt time.Duration) string { return fmt.Sprintf("bench-%v", rtt) }

// BenchmarkVerdict prints how long gomend takes to its verdict beside curl for
// one small file and the go command for the same module, in the same network and
// by turns; what a black hole costs; and how large program and process are.
//
//	go test ./checks/lab -run '^$' -bench Verdict
func BenchmarkVerdict(b *testing.B) {
	if _, err := exec.LookPath("curl"); err != nil {
		b.Skip("curl is not installed")
	}
	var text strings.Builder
	table := tabwriter.NewWriter(&text, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(table, "RTT\tgomend\tcurl\tgo mod download\tgomend/curl\tgomend/go\tmax RSS\t")
	for _, rtt := range benchRTTs {
		m := measure(b, rtt)
		fmt.Fprintf(table, "%v\t%v\t%v\t%v\t%.1f\t%.1f\t%.1f MiB\t\n", rtt, ms(m.gomend), ms(m.curl), ms(m.goCommand),
			ratio(m.gomend, m.curl), ratio(m.gomend, m.goCommand), float64(m.rss)/1024)
		b.ReportMetric(m.gomend.Seconds()*1000, fmt.Sprintf("ms@%v", rtt))
	}
	table.Flush()
	hole := blackHole(b)
	b.ReportMetric(hole.Seconds()*1000, "ms@blackhole")
	info, err := os.Stat(built.Program(b))
	if err != nil {
		b.Fatal(err)
	}
	b.Logf("time to the verdict, median of %d\n%sblack-holed module proxy: %v\nprogram, stripped: %.1f MiB",
		benchRuns, &text, ms(hole), float64(info.Size())/(1<<20))
}

type measured struct {
	gomend, curl, goCommand time.Duration
	rss                     int // KiB
}

// measure runs the three commands by turns, each time with an empty module cache.
func measure(b *testing.B, rtt time.Duration) measured {
	c, _ := lab.Find(benchName(rtt))
	l := labtest.Open(b, c)
	var gomend, curl, goCommand []time.Duration
	var m measured
	for i := range benchRuns {
		r := timed(b, l, i, built.Program(b), "check", "--json", lab.DefaultModule)
		gomend, m.rss = append(gomend, r.Time), max(m.rss, r.MaxRSS)
		curl = append(curl, timed(b, l, i, "curl", "-sSf", "https://proxy.golang.org/rsc.io/quote/@v/v1.5.2.info").Time)
		goCommand = append(goCommand, timed(b, l, i, "go", "mod", "download", lab.DefaultModule).Time)
	}
	m.gomend, m.curl, m.goCommand = median(gomend), median(curl), median(goCommand)
	return m
}

func timed(b *testing.B, l *lab.Lab, turn int, argv ...string) lab.Result {
	r := l.Exec(context.Background(), lab.Command{
		Argv: argv, Home: fmt.Sprintf("%s-%d", filepath.Base(argv[0]), turn), Timeout: 30 * time.Second, Measure: true,
	})
	if !r.OK() {
		b.Fatalf("%v: exit %d %s\n%s%s", argv, r.Exit, r.Failed, r.Stdout, r.Stderr)
	}
	return r
}

// blackHole is the time to the verdict when the module proxy's packets are dropped.
func blackHole(b *testing.B) time.Duration {
	c, _ := lab.Find("tcp-dropped")
	l := labtest.Open(b, c)
	var list []time.Duration
	for range 3 {
		r := labtest.Check(b, l, c)
		if wrong := c.Want.Judge(r.Verdict.Status, r.Verdict.Cause, r.Also()); wrong != "" {
			b.Fatalf("%s\n%s", wrong, r.Brief())
		}
		list = append(list, r.Run.Time)
	}
	return median(list)
}

func median(list []time.Duration) time.Duration {
	slices.Sort(list)
	return list[len(list)/2]
}

func ms(d time.Duration) time.Duration { return d.Round(time.Millisecond) }

func ratio(a, b time.Duration) float64 { return a.Seconds() / b.Seconds() }
