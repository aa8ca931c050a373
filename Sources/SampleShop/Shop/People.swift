/// Invented people. Mail domains are those of RFC 2606, which nobody can own; numbers are of the 555-01 range.
enum People {
  static let firstNames = [
    "Ada", "Amir", "Ana", "Ben", "Carla", "Chen", "Clara", "Daniel", "Diego", "Elena", "Emil", "Fatima", "Felix",
    "Grace",
    "Hana", "Hugo", "Ines", "Ivan", "Jonas", "Julia", "Kofi", "Lara", "Leo", "Lina", "Marco", "Maya", "Mei", "Nora",
    "Oscar",
    "Paula", "Priya", "Rosa", "Ruth", "Sam", "Sofia", "Tara", "Theo", "Tomas", "Vera", "Yuki",
  ]
  static let lastNames = [
    "Abbott", "Almeida", "Bauer", "Becker", "Brown", "Carter", "Costa", "Dubois", "Evans", "Fischer", "Garcia", "Haas",
    "Hansen", "Ito", "Jensen", "Kaya", "Keller", "Kim", "Larsen", "Lopez", "Martin", "Meyer", "Moreau", "Nakamura",
    "Nowak",
    "Okafor", "Olsen", "Patel", "Quinn", "Ramos", "Reed", "Rossi", "Sato", "Silva", "Singh", "Tanaka", "Turner",
    "Vogel",
    "Walsh", "Young",
  ]
  private static let streets = [
    "Harbour Street", "Mill Lane", "Station Road", "Orchard Avenue", "Church Row", "Lake View", "Bridge Street",
    "Park Drive",
  ]
  private static let domains = ["example.com", "example.org", "example.net"]

  static func phone(_ random: inout RandomStream) -> String {
    let last = String(10_000 + random.below(10_000)).suffix(4)
    return random.chance(500) ? "+1 (\(random.within(201...989))) 555-\(last)" : "+44 20 55 501 \(last)"
  }

  static func address(_ random: inout RandomStream) -> String {
    let street = "\(random.within(1...180)) \(random.pick(streets))"
    return random.chance(250) ? "\(street), Flat \(random.within(1...40))" : street
  }

  static func email(_ first: String, _ last: String, _ number: Int, _ random: inout RandomStream) -> String {
    let address = "\(first).\(last)\(number % 97)@\(random.pick(domains))"
    return random.chance(150) ? address : address.lowercased()
  }

  /// What people type when they do not want to be written to.
  static func malformed(_ email: String, _ random: inout RandomStream) -> String {
    let name = email.prefix { $0 != "@" }
    return random.pick(["\(name)@", "\(name) at example.com", "\(name).example.com"])
  }
}
