/// Where the shop sells.
struct Place {
  let city: String
  let state: String?
  let country: String
  let continent: String
  let market: String
  /// How often customers live here, in proportion to the others.
  let weight: Int

  static let all: [Place] = [
    Place("New York", "New York", "United States", "North America", "US-East", 14),
    Place("Boston", "Massachusetts", "United States", "North America", "US-East", 7),
    Place("Chicago", "Illinois", "United States", "North America", "US-Central", 9),
    Place("Austin", "Texas", "United States", "North America", "US-Central", 8),
    Place("Denver", "Colorado", "United States", "North America", "US-West", 5),
    Place("Seattle", "Washington", "United States", "North America", "US-West", 8),
    Place("San Francisco", "California", "United States", "North America", "US-West", 11),
    Place("Toronto", "Ontario", "Canada", "North America", "Canada", 6),
    Place("Vancouver", "British Columbia", "Canada", "North America", "Canada", 4),
    Place("Mexico City", nil, "Mexico", "North America", "LATAM", 4),
    Place("São Paulo", "São Paulo", "Brazil", "South America", "LATAM", 5),
    Place("London", "England", "United Kingdom", "Europe", "EU-West", 10),
    Place("Manchester", "England", "United Kingdom", "Europe", "EU-West", 4),
    Place("Dublin", "Leinster", "Ireland", "Europe", "EU-West", 3),
    Place("Paris", "Île-de-France", "France", "Europe", "EU-West", 7),
    Place("Amsterdam", "North Holland", "Netherlands", "Europe", "EU-West", 4),
    Place("Berlin", "Berlin", "Germany", "Europe", "EU-Central", 8),
    Place("Munich", "Bavaria", "Germany", "Europe", "EU-Central", 5),
    Place("Vienna", "Vienna", "Austria", "Europe", "EU-Central", 3),
    Place("Stockholm", "Stockholm", "Sweden", "Europe", "EU-North", 3),
    Place("Singapore", nil, "Singapore", "Asia", "APAC", 4),
    Place("Tokyo", "Tokyo", "Japan", "Asia", "APAC", 5),
    Place("Sydney", "New South Wales", "Australia", "Oceania", "APAC", 4),
    Place("Melbourne", "Victoria", "Australia", "Oceania", "APAC", 3),
  ]

  static let weights = all.map(\.weight)

  static func id(_ index: Int) -> String { ShopRows.identifier("R", index + 1) }

  private init(
    _ city: String, _ state: String?, _ country: String, _ continent: String, _ market: String, _ weight: Int
  ) {
    self.city = city
    self.state = state
    self.country = country
    self.continent = continent
    self.market = market
    self.weight = weight
  }
}
