package dev.tailrace.worker.cli;

/** Migration files to start with. */
final class MigrationYaml {
    static final String SHOP = """
            name: shop
            source: { dynamodb: { region: us-east-1 } }
            target: { postgres: { url: env:TARGET_URL, schema: app } }
            tables:
              - from: Orders
                mapping:
                  - when: { orderId: "{order_id}" }
                    into: orders
                    key: [order_id]
                    columns:
                      total: numeric(12,2)
                    rest: attributes
            """;

    private MigrationYaml() {}

    static String named(String name) {
        return SHOP.replace("name: shop", "name: " + name);
    }
}
