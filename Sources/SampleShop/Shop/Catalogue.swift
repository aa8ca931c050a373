/// What the shop sells, made from a few words: every kind of thing in several makes.
enum Catalogue {
  private struct Kind {
    let category: String
    let subcategory: String
    let noun: String
    /// The price of the plainest make, in cents.
    let price: Int
  }

  private static let kinds = [
    Kind(category: "Electronics", subcategory: "Laptops", noun: "laptop", price: 69_900),
    Kind(category: "Electronics", subcategory: "Phones", noun: "phone", price: 34_900),
    Kind(category: "Electronics", subcategory: "Audio", noun: "headphones", price: 7_900),
    Kind(category: "Electronics", subcategory: "Cameras", noun: "camera", price: 41_900),
    Kind(category: "Home & kitchen", subcategory: "Kettles", noun: "kettle", price: 3_490),
    Kind(category: "Home & kitchen", subcategory: "Cookware", noun: "pan", price: 4_290),
    Kind(category: "Home & kitchen", subcategory: "Lighting", noun: "lamp", price: 2_990),
    Kind(category: "Home & kitchen", subcategory: "Bedding", noun: "duvet", price: 5_990),
    Kind(category: "Clothing", subcategory: "Jackets", noun: "jacket", price: 8_900),
    Kind(category: "Clothing", subcategory: "Shirts", noun: "shirt", price: 2_490),
    Kind(category: "Clothing", subcategory: "Shoes", noun: "shoes", price: 6_990),
    Kind(category: "Clothing", subcategory: "Hats", noun: "hat", price: 1_590),
    Kind(category: "Sports", subcategory: "Cycling", noun: "bicycle", price: 52_900),
    Kind(category: "Sports", subcategory: "Camping", noun: "tent", price: 13_900),
    Kind(category: "Sports", subcategory: "Running", noun: "vest", price: 2_990),
    Kind(category: "Sports", subcategory: "Yoga", noun: "mat", price: 1_990),
    Kind(category: "Beauty", subcategory: "Skin care", noun: "cream", price: 1_890),
    Kind(category: "Beauty", subcategory: "Hair care", noun: "shampoo", price: 890),
    Kind(category: "Beauty", subcategory: "Fragrance", noun: "perfume", price: 4_990),
    Kind(category: "Beauty", subcategory: "Bath", noun: "soap", price: 590),
    Kind(category: "Toys", subcategory: "Puzzles", noun: "puzzle", price: 1_490),
    Kind(category: "Toys", subcategory: "Building", noun: "blocks", price: 2_990),
    Kind(category: "Toys", subcategory: "Games", noun: "board game", price: 2_790),
    Kind(category: "Toys", subcategory: "Outdoor", noun: "kite", price: 1_790),
  ]
  static let brands = [
    "Aurora", "Borealis", "Cobalt", "Driftwood", "Ember", "Fjord", "Granite", "Harbor", "Indigo", "Juniper", "Kestrel",
    "Lumen",
  ]
  private static let makes = ["Basic", "Compact", "Classic", "Travel", "Studio", "Premium", "Family", "Pro"]

  /// The number-th product; the first 168 go round all kinds seven times, later ones start again.
  static func product(_ number: Int, _ random: inout RandomStream) -> Product {
    let kind = kinds[(number - 1) % kinds.count]
    let make = (number - 1) / kinds.count % makes.count
    let price = kind.price * (100 + 14 * make + random.below(9)) / 100 / 10 * 10 + 9
    return Product(
      number: number, name: "\(makes[make]) \(kind.noun)", brand: brands[(number * 5 + make) % brands.count],
      category: kind.category, subcategory: kind.subcategory, description: description(kind.noun, make, &random),
      price: price, cost: price * random.within(48...72) / 100)
  }

  private static func description(_ noun: String, _ make: Int, _ random: inout RandomStream) -> String? {
    switch random.below(20) {
    case 0: nil
    case 1: "The \"\(makes[make])\" \(noun)"
    case 2: "A \(noun), light and durable"
    default: "\(makes[make]) \(noun) of the season"
    }
  }
}
