import Foundation
import Metrics
import Schedules

// How many evaluations of alarms and next fires of schedules one core makes in a second: Tests/Benchmarks/README.md has the
// figures. Each line is the best of three rounds.

func pace(_ name: String, _ count: Int, _ work: () -> Int) {
  var best = Double.infinity
  var check = 0
  for _ in 0..<3 {
    let start = clock_gettime_nsec()
    check = work()
    best = min(best, Double(clock_gettime_nsec() - start) / 1e9)
  }
  print("\(name): \(Int(Double(count) / best)) a second (\(count) in \(Int(best * 1000)) ms; check \(check))")
}

/// CPU time of this process, so that a busy machine does not matter.
func clock_gettime_nsec() -> UInt64 {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
}

let minutes = 200_000
let first = Date(timeIntervalSince1970: 1_795_824_000)
let metric = MetricName(namespace: "Custom", name: "lag")
let samples = (0..<minutes).map {
  Sample(at: first.addingTimeInterval(Double($0) * 60), value: Double(($0 &* 2_654_435_761) % 100))
}

func alarm(_ periods: Int, _ toAlarm: Int, _ missing: MissingDataTreatment) -> MetricAlarm? {
  PeriodSeries(period: 60).map { period in
    MetricAlarm(
      name: "late", subject: .metric(MetricStatistic(metric, .maximum, period: period)), period: period,
      condition: AlarmCondition(
        .greaterThan, 80, evaluationPeriods: periods, datapointsToAlarm: toAlarm, missingData: missing))
  }
}

for (periods, toAlarm) in [(1, 1), (3, 2), (15, 10)] {
  guard let alarm = alarm(periods, toAlarm, .missing) else { continue }
  let data = AlarmData(alarm, [AlarmSubject.plainID: samples])
  pace("alarm evaluations, \(toAlarm) of \(periods)", minutes) {
    AlarmTimeline(alarm, data, from: first, until: first.addingTimeInterval(Double(minutes - 1) * 60)).transitions.count
  }
}

for (text, zone) in [
  ("cron(10 6 * * ? *)", "Europe/London"), ("cron(0/5 * * * ? *)", "America/New_York"), ("rate(5 minutes)", "UTC"),
  ("cron(30 9 ? * MON-FRI *)", "Asia/Kolkata"),
] {
  guard let expression = try? ScheduleExpression(parsing: text), let zone = TimeZone(identifier: zone) else { continue }
  let count = 100_000
  pace("next fires, \(text) \(zone.identifier)", count) {
    var last = first
    var made = 0
    for fire in Fires(of: expression, after: first, anchor: first, zone: zone).prefix(count) {
      last = fire
      made += 1
    }
    return made + Int(last.timeIntervalSince1970) % 2
  }
}
